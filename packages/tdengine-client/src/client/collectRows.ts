import type { Value } from '../block';
import { TDengineError, TDengineTimeoutError } from '../errors';
import type { ResultSet } from './ResultSet';
import type { ScanResult } from './Scan';

/**
 * How much of an answer is kept in memory as a whole.
 *
 * @internal
 */
export interface CollectLimits {
  rows: number;
  /** Rows times columns: a value takes memory also where the server sends one bit for it. */
  cells: number;
  /** Of the blocks, before they are decoded. */
  bytes: number;
  milliseconds: number;
}

/**
 * Room for the names, comments and counts of some million child tables. What is larger is no metadata, or comes from a
 * server that means harm, and would take the whole process down with it. A server that always sends one more row in
 * time is told by the hour.
 */
const LIMITS: CollectLimits = {
  rows: 5_000_000,
  cells: 20_000_000,
  bytes: 512 * 1024 ** 2,
  milliseconds: 60 * 60_000,
};

/**
 * Decodes all rows of a scan.
 *
 * @throws TDengineError for an answer that never ends or does not fit into memory; the rest of it is not read then
 * @internal
 */
export async function collectRows(
  scan: ScanResult,
  limits: CollectLimits = LIMITS,
): Promise<ResultSet> {
  const rows: Value[][] = [];
  const start = performance.now();
  let bytes = 0;
  for await (const block of scan.blocks) {
    bytes += block.buffer.byteLength;
    const count = rows.length + block.rows;
    checkSize(
      { rows: count, cells: count * scan.fields.length, bytes },
      limits,
    );
    if (performance.now() - start > limits.milliseconds) {
      throw new TDengineTimeoutError(
        `The rows of the query were still coming after ${limits.milliseconds} ms`,
      );
    }
    for (let row = 0; row < block.rows; row++) {
      rows.push(block.columns.map(column => column.value(row)));
    }
  }
  return { columns: scan.fields, precision: scan.precision, rows };
}

function checkSize(
  found: Omit<CollectLimits, 'milliseconds'>,
  limits: CollectLimits,
): void {
  const units = { rows: 'rows', cells: 'values', bytes: 'bytes' } as const;
  for (const [key, unit] of Object.entries(units)) {
    const limit = limits[key as keyof typeof units];
    if (found[key as keyof typeof units] > limit) {
      throw new TDengineError(
        `The server answered the query with more than the ${limit} ${unit} that are kept at once; read it as a scan`,
      );
    }
  }
}
