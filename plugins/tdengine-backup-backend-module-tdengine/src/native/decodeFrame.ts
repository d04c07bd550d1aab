import {
  assembleBlock,
  ColumnBlock,
  ColumnSchema,
  fixedSizeOf,
  freeMemory,
} from 'tdengine-client';
import { decodeColumn } from './columns/decodeColumn';
import { LARGEST_FRAME, TableRun } from './nativeFormat';

/**
 * What a frame holds.
 *
 * @internal
 */
export interface DecodedFrame {
  /** The columns of the table, without names of child tables. */
  block: ColumnBlock;
  /** Whose the rows are, by the number of the table in the part; none in a part of a normal table. */
  runs: TableRun[];
  /** Names of tables that are in no frame before. */
  newTables: string[];
}

/**
 * The inverse of `encodeFrame`, with nothing left that lies in the bytes of the frame. Everything in it is checked: lengths, the number of rows, and what a block of TDengine
 * may hold.
 *
 * @throws Error that says what is wrong
 * @internal
 */
export function decodeFrame(
  bytes: Buffer,
  columns: readonly ColumnSchema[],
): DecodedFrame {
  const head = readHead(bytes);
  assertSize(head.rows, columns);
  const parts = [];
  let at = head.end;
  for (const { name: _, ...type } of columns) {
    const { column, end } = decodeColumn(bytes, at, type, head.rows);
    parts.push(column);
    at = end;
  }
  if (at !== bytes.byteLength) {
    throw new RangeError(
      `A frame has ${bytes.byteLength - at} bytes behind its last column`,
    );
  }
  const block = ColumnBlock.parse(assembleBlock(head.rows, parts), {
    owned: true,
  });
  // The values of others lie in the frame.
  parts.forEach(part =>
    freeMemory('nulls' in part ? part.values : part.lengths),
  );
  return { block, runs: head.runs, newTables: head.newTables };
}

/** What is constant takes no room in a frame, so its own size does not bound what it can claim to hold. */
function assertSize(rows: number, columns: readonly ColumnSchema[]): void {
  const width = columns.reduce(
    (sum, { type }) => sum + (fixedSizeOf(type) ?? 4),
    0,
  );
  if (rows * width > LARGEST_FRAME) {
    throw new RangeError(`A frame claims ${rows} rows of ${width} bytes`);
  }
}

function readHead(bytes: Buffer): {
  rows: number;
  runs: TableRun[];
  newTables: string[];
  end: number;
} {
  let at = 0;
  const next = () => {
    const number = bytes.readUInt32LE(at);
    at += 4;
    return number;
  };
  const rows = next();
  const nameLengths = list(bytes, next(), () => next());
  const runs = list(bytes, next(), () => ({ table: next(), rows: next() }));
  const newTables = nameLengths.map(length => {
    const name = bytes.toString('utf8', at, at + length);
    at += length;
    return name;
  });
  const counted = runs.reduce((sum, run) => sum + run.rows, 0);
  if (at > bytes.byteLength || (runs.length > 0 && counted !== rows)) {
    throw new RangeError(
      `A frame of ${rows} rows has runs of ${counted} rows together`,
    );
  }
  return { rows, runs, newTables, end: at };
}

/** Numbers of four bytes each; more than there is room for is damage, and must not cost memory. */
function list<T>(bytes: Buffer, count: number, read: () => T): T[] {
  if (count * 4 > bytes.byteLength) {
    throw new RangeError(`A frame claims a list of ${count}`);
  }
  return Array.from({ length: count }, read);
}
