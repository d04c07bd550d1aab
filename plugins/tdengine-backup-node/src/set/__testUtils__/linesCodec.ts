import { Part, PartSummary } from '../../source/BackupSession';
import { PartCodec } from '../../source/PartCodec';
import { CompressionSettings } from '../BackupManifest';
import { createCompressor, createDecompressor } from '../compression';

export type Row = [table: string, value: number];

/** Rows as compressed lines `table,value`: the least that can be counted. */
export function createLinesPart(
  path: string,
  rows: readonly Row[],
  compression: CompressionSettings,
): Part {
  const text = rows.map(([table, value]) => `${table},${value}\n`).join('');
  const tables = new Map<string, number>();
  for (const [table] of rows) {
    tables.set(table, (tables.get(table) ?? 0) + 1);
  }
  return {
    path,
    kind: 'rows',
    content: createCompressor(compression)(chunksOf(text)),
    summary: () => ({ rows: rows.length, rawBytes: text.length, tables }),
  };
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < text.length; start += 1000) {
    yield Buffer.from(text.slice(start, start + 1000));
  }
}

/** The other direction of {@link createLinesPart}. */
export function createLinesCodec(compression: CompressionSettings): PartCodec {
  return {
    format: 'lines',
    inspect: async (file, content): Promise<PartSummary> => {
      const decompress = createDecompressor(compression.algorithm, {
        maximumBytes: file.rawSize,
      });
      const chunks: Uint8Array[] = [];
      for await (const chunk of decompress(content)) {
        chunks.push(chunk);
      }
      const text = Buffer.concat(chunks).toString();
      const tables = new Map<string, number>();
      for (const line of text.split('\n').slice(0, -1)) {
        const [table] = line.split(',');
        tables.set(table, (tables.get(table) ?? 0) + 1);
      }
      return {
        rows: text.split('\n').length - 1,
        rawBytes: text.length,
        tables,
      };
    },
  };
}
