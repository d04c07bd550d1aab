import {
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, ColumnSchema, encodeBlock, Value } from 'tdengine-client';
import { fromCsvField } from './csvValue';
import { readCsvRecords } from './readCsvPart';

const ROWS_PER_BLOCK = 4096;
/** A row may have a BLOB of 4 MiB. */
const BYTES_PER_BLOCK = 8 * 1024 * 1024;

/**
 * Rows of a CSV part, with the table each run of them belongs to.
 *
 * @internal
 */
export interface CsvRows {
  block: ColumnBlock;
  runs: Array<{ table: string; from: number; to: number }>;
}

/**
 * Reads a CSV part as blocks, the form in which rows are written to a server.
 *
 * @throws DamagedBackupError naming the line
 * @internal
 */
export async function* readCsvBlocks(
  file: Pick<ManifestFile, 'path' | 'rawSize'>,
  content: AsyncIterable<Uint8Array>,
  columns: readonly ColumnSchema[],
): AsyncGenerator<CsvRows> {
  let rows: Value[][] = [];
  let runs: CsvRows['runs'] = [];
  let bytes = 0;
  let line = 0;
  for await (const [table = '', ...fields] of readCsvRecords(file, content)) {
    line++;
    if (line === 1) {
      checkHeader([table, ...fields], columns);
      continue;
    }
    rows.push(readFields(fields, columns, line));
    const last = runs.at(-1);
    if (last?.table === table) {
      last.to = rows.length;
    } else {
      runs.push({ table, from: rows.length - 1, to: rows.length });
    }
    bytes += fields.reduce((sum, field) => sum + (field?.length ?? 0), 0);
    if (rows.length === ROWS_PER_BLOCK || bytes >= BYTES_PER_BLOCK) {
      yield { block: toBlock(columns, rows, line), runs };
      rows = [];
      runs = [];
      bytes = 0;
    }
  }
  if (rows.length > 0) {
    yield { block: toBlock(columns, rows, line), runs };
  }
}

function readFields(
  fields: ReadonlyArray<string | undefined>,
  columns: readonly ColumnSchema[],
  line: number,
): Value[] {
  return atLine(line, () =>
    fields.map((field, index) => fromCsvField(columns[index], field)),
  );
}

function toBlock(
  columns: readonly ColumnSchema[],
  rows: readonly Value[][],
  lastLine: number,
): ColumnBlock {
  return atLine(lastLine, () => ColumnBlock.parse(encodeBlock(columns, rows)));
}

function checkHeader(
  header: ReadonlyArray<string | undefined>,
  columns: readonly ColumnSchema[],
): void {
  const expected = ['tbname', ...columns.map(({ name }) => name)];
  if (
    header.length !== expected.length ||
    header.some((name, index) => name !== expected[index])
  ) {
    throw new DamagedBackupError(
      'Its header line does not name the columns of the definitions',
    );
  }
}

function atLine<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DamagedBackupError(
      `Record ${line}, or one shortly before: ${(error as Error).message}`,
      error,
    );
  }
}
