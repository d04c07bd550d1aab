import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export interface TarEntryFixture {
  name: string;
  content?: Buffer;
  type?:
    | 'file'
    | 'symlink'
    | 'link'
    | 'directory'
    | 'fifo'
    | 'block-device'
    | 'character-device'
    | 'contiguous-file';
  linkname?: string;
  /** Changes the header's bytes after it was made, before its checksum is. */
  patch?: (header: Buffer) => void;
}

const BLOCK_BYTES = 512;

/** A tar.gz archive, also such as no decent tool would write. */
export async function buildTar(
  entries: readonly TarEntryFixture[],
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const entry of entries) {
    pieces.push(await buildEntry(entry));
  }
  return gzipSync(Buffer.concat([...pieces, Buffer.alloc(2 * BLOCK_BYTES)]));
}

async function buildEntry(entry: TarEntryFixture): Promise<Buffer> {
  const tar = pack();
  const { name, type = 'file', linkname, content = Buffer.alloc(0) } = entry;
  tar.entry({ name, type, linkname }, content);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const own = Buffer.from(bytes.subarray(0, -2 * BLOCK_BYTES));
  if (entry.patch) {
    const header = own.subarray(0, BLOCK_BYTES);
    entry.patch(header);
    writeChecksum(header);
  }
  return own;
}

function writeChecksum(header: Buffer): void {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
