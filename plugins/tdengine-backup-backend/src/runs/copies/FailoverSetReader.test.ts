import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  BackupManifest,
  BackupSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { FailoverSetReader } from './FailoverSetReader';

const { signal } = new AbortController();
const good = { 'a.bin': 'the first file', 'b.bin': 'the second file' };

function manifestOf(files: Record<string, string>): BackupManifest {
  return {
    name: 'nightly',
    files: Object.entries(files).map(([path, content]) => {
      const digest = createHash('sha256').update(content).digest('hex');
      return {
        path,
        size: content.length,
        contentDigest: digest,
        storedDigest: digest,
      };
    }),
  } as unknown as BackupManifest;
}

/** A copy whose files may have another content than its manifest says, or break off. */
function copyOf(
  target: string,
  files: Record<string, string>,
  options: { breaksAfter?: number; manifest?: BackupManifest } = {},
) {
  const { breaksAfter, manifest = manifestOf(good) } = options;
  const open = async (): Promise<BackupSetReader> => ({
    manifest,
    async read(path, { range }) {
      const content = files[path].slice(range?.start ?? 0, range?.end);
      async function* pieces() {
        yield Buffer.from(content.slice(0, breaksAfter));
        if (breaksAfter !== undefined) {
          throw new Error(`${target} broke`);
        }
      }
      return Readable.from(pieces(), { objectMode: false });
    },
    size: async path => files[path].length,
    close: async () => {},
  });
  return { target, open };
}

async function openAll(copies: ReturnType<typeof copyOf>[]) {
  const failures: string[] = [];
  const reader = await FailoverSetReader.open({
    copies,
    onFailure: (target, error) => failures.push(`${target}: ${error}`),
    signal,
  });
  return { set: reader.verifying(), failures };
}

describe('FailoverSetReader', () => {
  it('reads on in the next copy where one breaks off in the middle of a file', async () => {
    const { set, failures } = await openAll([
      copyOf('near', good, { breaksAfter: 5 }),
      copyOf('far', good),
    ]);
    expect(await text(await set.read('a.bin', { signal }))).toBe(good['a.bin']);
    expect(await text(await set.read('b.bin', { signal }))).toBe(good['b.bin']);
    expect(failures).toEqual(['near: Error: near broke']);
  });

  it('does not read on in a copy that has another file there', async () => {
    const other = { ...good, 'a.bin': 'quite something' };
    const { set } = await openAll([
      copyOf('near', good, { breaksAfter: 5 }),
      copyOf('far', other, { manifest: manifestOf(other) }),
    ]);
    await expect(text(await set.read('a.bin', { signal }))).rejects.toThrow(
      'near broke',
    );
  });

  it('reads another copy after one turned out to be damaged', async () => {
    const { set, failures } = await openAll([
      copyOf('near', { ...good, 'a.bin': 'the worst file' }),
      copyOf('far', good),
    ]);
    await expect(text(await set.read('a.bin', { signal }))).rejects.toThrow(
      "'a.bin' is not what was written",
    );
    expect(await text(await set.read('a.bin', { signal }))).toBe(good['a.bin']);
    expect(failures).toEqual([
      expect.stringContaining("near: DamagedBackupError: 'a.bin'"),
    ]);
  });

  it('says why no copy is left to read', async () => {
    const { set } = await openAll([
      copyOf('only', { ...good, 'a.bin': 'the worst file' }),
    ]);
    await expect(text(await set.read('a.bin', { signal }))).rejects.toThrow(
      "'a.bin' is not what was written",
    );
    await expect(set.read('b.bin', { signal })).rejects.toThrow(
      "'a.bin' is not what was written",
    );
  });
});
