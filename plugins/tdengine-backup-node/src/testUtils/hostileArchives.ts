import { gzipSync } from 'node:zlib';
import { buildTar, TarEntryFixture } from './buildTar';
import { buildZip, ZipEntryFixture } from './buildZip';

/**
 * An archive that somebody made to harm whoever takes it in.
 *
 * @public
 */
export interface HostileArchive {
  /** What is wrong with it. */
  name: string;
  bytes: Buffer;
}

/**
 * A file of a decent set.
 *
 * @public
 */
export interface DecentFile {
  name: string;
  content: Buffer;
}

/**
 * Archives of many kinds that have to be refused, made out of a decent set. Each tries to write a file named `escaped`, where it
 * tries to write at all.
 *
 * @param set - its `metadata.json` first, and at least one other file
 *
 * @public
 */
export async function hostileArchives(
  set: readonly DecentFile[],
): Promise<HostileArchive[]> {
  return [...hostileZips(set), ...(await hostileTars(set)), ...rubbish(set)];
}

const EVIL = Buffer.from('evil');

const NAMES: Record<string, string> = {
  'a path that climbs': '../escaped',
  'a path that climbs later': 'a/../../escaped',
  'an absolute path': '/tmp/escaped',
  'a drive letter': 'C:/escaped',
  backslashes: '..\\escaped',
  'a line feed in a name': 'escaped\n.txt',
  'a hidden folder': '.ssh/escaped',
  'a name that is too long': `${'x'.repeat(300)}`,
  'a file that its manifest does not name': 'escaped',
};

function hostileZips(set: readonly DecentFile[]): HostileArchive[] {
  const [metadata, file, ...others] = set;
  const zip = (...entries: ZipEntryFixture[]) => buildZip(entries);
  const entries: Record<string, ZipEntryFixture> = {
    ...Object.fromEntries(
      Object.entries(NAMES).map(([what, name]) => [
        what,
        { name, content: EVIL },
      ]),
    ),
    'a NUL in a name': { name: 'escaped\0.txt', content: EVIL },
    'a file that is there twice': file,
    'a name that differs in case only': {
      ...file,
      name: file.name.toUpperCase(),
    },
    'a link': {
      name: 'escaped',
      content: Buffer.from('/etc/passwd'),
      mode: 0o120777,
    },
    'a device': { name: 'escaped', content: EVIL, mode: 0o020666 },
    'an encrypted entry': { name: 'escaped', content: EVIL, flags: 1 },
    'an unknown method': { name: 'escaped', content: EVIL, method: 14 },
    'an entry beyond the end': {
      name: 'escaped',
      content: EVIL,
      offset: 1_000_000,
    },
    'a lie about a size': { name: 'escaped', content: EVIL, size: 1 },
  };
  const bomb = Buffer.alloc(16 * 1024 * 1024);
  return [
    ...Object.entries(entries).map(([what, entry]) => ({
      name: `zip with ${what}`,
      bytes: zip(...set, entry),
    })),
    {
      name: 'zip with a bomb in place of a file',
      bytes: zip(
        metadata,
        {
          name: file.name,
          content: bomb,
          deflate: true,
          size: file.content.byteLength,
        },
        ...others,
      ),
    },
    {
      name: 'zip whose metadata.json is a bomb',
      bytes: zip({
        name: metadata.name,
        content: bomb,
        deflate: true,
        size: 2 ** 30,
      }),
    },
    { name: 'zip without a file', bytes: zip(metadata, ...others) },
    {
      name: 'zip with another content',
      bytes: zip(
        metadata,
        { ...file, content: Buffer.alloc(file.content.byteLength, 1) },
        ...others,
      ),
    },
    {
      name: 'zip with a local header about something else',
      bytes: zip(metadata, { ...file, localName: '../escaped' }, ...others),
    },
    { name: 'zip without a metadata.json', bytes: zip(file, ...others) },
  ];
}

async function hostileTars(
  set: readonly DecentFile[],
): Promise<HostileArchive[]> {
  const [metadata, file, ...others] = set;
  const entries: Record<string, TarEntryFixture> = {
    ...Object.fromEntries(
      Object.entries(NAMES).map(([what, name]) => [
        what,
        { name, content: EVIL },
      ]),
    ),
    'a file that is there twice': file,
    'a second manifest': metadata,
    'a symbolic link': {
      name: 'escaped',
      type: 'symlink',
      linkname: '/etc/passwd',
    },
    'a hard link': { name: 'escaped', type: 'link', linkname: file.name },
    'a pipe': { name: 'escaped', type: 'fifo' },
    'a device': { name: 'escaped', type: 'block-device' },
    'a negative size': {
      name: 'escaped',
      content: EVIL,
      patch: header => header.fill(0xff, 124, 136),
    },
    'more declared than there is': {
      name: 'escaped',
      content: EVIL,
      patch: header => header.write('00077777777\0', 124, 'latin1'),
    },
    'a bomb': { name: 'escaped', content: Buffer.alloc(64 * 1024 * 1024) },
  };
  const found: HostileArchive[] = [];
  for (const [what, entry] of Object.entries(entries)) {
    found.push({
      name: `tar.gz with ${what}`,
      bytes: await buildTar([...set, entry]),
    });
  }
  const decent = await buildTar(set);
  return [
    ...found,
    {
      name: 'tar.gz that does not begin with its manifest',
      bytes: await buildTar([file, ...others, metadata]),
    },
    {
      name: 'tar.gz that is cut short',
      bytes: decent.subarray(0, decent.byteLength - 20),
    },
    {
      name: 'tar.gz without a file',
      bytes: await buildTar([metadata, ...others]),
    },
  ];
}

function rubbish([metadata]: readonly DecentFile[]): HostileArchive[] {
  return [
    { name: 'a gzip that is no tar', bytes: gzipSync(Buffer.alloc(2000, 'x')) },
    { name: 'text', bytes: Buffer.from('no archive at all') },
    { name: 'a single byte', bytes: Buffer.from('P') },
    {
      name: 'a zip without a directory',
      bytes: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(900)]),
    },
    {
      name: 'a manifest that climbs',
      bytes: buildZip([
        {
          name: metadata.name,
          content: Buffer.from(
            metadata.content.toString().replace(/"path": "/g, '"path": "../'),
          ),
        },
      ]),
    },
  ];
}
