import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  Stmt2Table,
  TDengineClient,
  TDengineType,
} from 'tdengine-client';
import { RowsWriter } from './RowsWriter';

const TS = { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 };
const INT = { name: 'i', type: TDengineType.INT, bytes: 4 };
const BLOB = { name: 'b', type: TDengineType.BLOB, bytes: 4194304 };

/** Writes rows of one table with these timestamps; returns those of each bind, in order. */
async function boundTimes(
  column: ColumnSchema,
  times: readonly bigint[],
  batchSize = 1000,
): Promise<bigint[][]> {
  const binds: bigint[][] = [];
  const bind = async ([{ block, from, to }]: Stmt2Table[]) => {
    binds.push(
      Array.from(
        { length: to - from },
        (_, index) => block.columns[0].value(from + index) as bigint,
      ),
    );
    return to - from;
  };
  const client = {
    stmt2: async () => ({ bind, close: async () => {} }),
  } as unknown as TDengineClient;
  const writer = RowsWriter.create(client, {
    database: 'd',
    superTable: 's',
    columns: [TS, column],
    batchSize,
    signal: new AbortController().signal,
  });
  const value = column === BLOB ? Uint8Array.of(7) : 7;
  const block = ColumnBlock.parse(
    encodeBlock(
      [TS, column],
      times.map(time => [time, value]),
    ),
  );
  await writer.write({ table: 't', block, from: 0, to: times.length });
  await writer.flush();
  await writer.close();
  return binds;
}

describe('RowsWriter', () => {
  it('binds rows without BLOBs as they come', async () => {
    expect(await boundTimes(INT, [3n, 1n, 1n, 2n])).toEqual([[3n, 1n, 1n, 2n]]);
  });

  it('binds rows with BLOBs in the order of their timestamps only, each once', async () => {
    expect(await boundTimes(BLOB, [-2n, 5n, 1n, 2n, 2n, 9n, -9n])).toEqual([
      [-2n, 5n],
      [1n, 2n],
      [2n, 9n],
      [-9n],
    ]);
  });

  it('binds no more rows at a time than the batch size', async () => {
    expect(await boundTimes(BLOB, [1n, 2n, 3n, 0n], 2)).toEqual([
      [1n, 2n],
      [3n],
      [0n],
    ]);
    expect(await boundTimes(INT, [1n, 2n, 3n], 2)).toEqual([[1n, 2n], [3n]]);
  });
});
