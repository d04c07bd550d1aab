import { PartRows } from '../../formats/PartFormat';
import { ByteReader } from '../thrift/ByteReader';
import { varint } from '../thrift/encodeThrift';

type Run = PartRows['runs'][number];

/**
 * The names of tables as a dictionary and runs of numbers into it.
 *
 * @param runs - of all rows, in order
 * @internal
 */
export function encodeTableNames(
  runs: ReadonlyArray<{ table: string; rows: number }>,
): { names: string[]; dictionary: Buffer; page: Buffer } {
  const numbers = new Map<string, number>();
  for (const { table } of runs) {
    if (!numbers.has(table)) {
      numbers.set(table, numbers.size);
    }
  }
  const names = [...numbers.keys()];
  const width = bitWidth(names.length);
  const size = Math.ceil(width / 8);
  const chunks: Uint8Array[] = [Uint8Array.of(width)];
  for (const { table, rows } of runs) {
    const head = varint(BigInt(rows) << 1n);
    const run = Buffer.alloc(head.byteLength + size);
    run.set(head);
    if (size > 0) {
      run.writeUIntLE(numbers.get(table)!, head.byteLength, size);
    }
    chunks.push(run);
  }
  return { names, dictionary: plainTexts(names), page: Buffer.concat(chunks) };
}

/**
 * The inverse of {@link encodeTableNames}.
 *
 * @throws RangeError for damage
 * @internal
 */
export function decodeTableNames(
  dictionary: Buffer,
  page: Buffer,
  rows: number,
): Run[] {
  const names: string[] = [];
  for (let at = 0; at < dictionary.byteLength; ) {
    const reader = ByteReader.create(dictionary, at + 4);
    const name = reader.take(dictionary.readUInt32LE(at));
    names.push(Buffer.from(name).toString('utf8'));
    at = reader.position;
  }
  const reader = ByteReader.create(page);
  const size = Math.ceil(reader.byte() / 8);
  const runs: Run[] = [];
  let from = 0;
  while (reader.left > 0) {
    const head = reader.count();
    const bytes = reader.take(size);
    let number = 0;
    for (let index = size - 1; index >= 0; index--) {
      number = number * 256 + bytes[index];
    }
    const to = from + head / 2;
    if (
      head % 2 !== 0 ||
      names[number] === undefined ||
      to === from ||
      to > rows
    ) {
      throw new RangeError(`A run of rows has no table, or more than ${rows}`);
    }
    runs.push({ table: names[number], from, to });
    from = to;
  }
  if (from !== rows) {
    throw new RangeError(`Only ${from} of ${rows} rows belong to a table`);
  }
  return runs;
}

function bitWidth(count: number): number {
  return 32 - Math.clz32(Math.max(0, count - 1));
}

function plainTexts(texts: readonly string[]): Buffer {
  const chunks: Uint8Array[] = [];
  for (const text of texts) {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.byteLength);
    chunks.push(length, bytes);
  }
  return Buffer.concat(chunks);
}
