import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntryFixture {
  name: string | Buffer;
  content: Buffer;
  deflate?: boolean;
  /** Written into the headers instead of the truth. */
  size?: number;
  storedSize?: number;
  localName?: string;
  flags?: number;
  method?: number;
  /** The upper half of the external attributes: the mode of Unix. */
  mode?: number;
  /** Of the local header in the central directory. */
  offset?: number;
  /** Extra fields of the central directory. */
  extra?: Buffer;
}

const UTF8_NAMES = 0x800;

/** A zip archive byte by byte, also such as no decent tool would write. */
export function buildZip(entries: readonly ZipEntryFixture[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const data = entry.deflate ? deflateRawSync(entry.content) : entry.content;
    const fields = commonFields(entry, data);
    const extra = entry.extra ?? Buffer.alloc(0);
    const local = Buffer.concat([
      u32(0x04034b50),
      fields,
      u16(localName.byteLength),
      u16(0),
      localName,
      data,
    ]);
    centrals.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(0x0314),
        fields,
        u16(name.byteLength),
        u16(extra.byteLength),
        u16(0),
        u16(0),
        u16(0),
        u32((entry.mode ?? 0o100644) * 0x10000),
        u32(entry.offset ?? offset),
        name,
        extra,
      ]),
    );
    locals.push(local);
    offset += local.byteLength;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([
    ...locals,
    directory,
    u32(0x06054b50),
    u16(0),
    u16(0),
    u16(entries.length),
    u16(entries.length),
    u32(directory.byteLength),
    u32(offset),
    u16(0),
  ]);
}

function commonFields(entry: ZipEntryFixture, data: Buffer): Buffer {
  return Buffer.concat([
    u16(20),
    // eslint-disable-next-line no-bitwise
    u16((entry.flags ?? 0) | UTF8_NAMES),
    u16(entry.method ?? (entry.deflate ? 8 : 0)),
    u16(0),
    u16(0x21),
    u32(crc32(entry.content)),
    u32(entry.storedSize ?? data.byteLength),
    u32(entry.size ?? entry.content.byteLength),
  ]);
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
