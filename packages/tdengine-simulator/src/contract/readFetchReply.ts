import { ColumnBlock } from 'tdengine-client';
import { orderedValues, sortedRows } from './normalise';

/** Reads a reply to `fetch_raw_block` for comparison: everything but the time it took. */
export function readFetchReply(
  reply: Buffer,
  query: { sql: string; names: string[] },
): unknown {
  const messageLength = reply.readUInt32LE(38);
  const behind = 42 + messageLength;
  const finished = reply.readUInt8(behind + 8) !== 0;
  return {
    marker: reply.readBigUInt64LE(0).toString(16),
    action: reply.readBigUInt64LE(8).toString(),
    version: reply.readUInt16LE(16),
    requestId: reply.readBigUInt64LE(26).toString(),
    code: reply.readUInt32LE(34),
    message: reply.toString('utf8', 42, behind),
    resultId: reply.readBigUInt64LE(behind).toString(),
    finished,
    block: finished ? undefined : readBlock(reply.subarray(behind + 13), query),
  };
}

function readBlock(
  bytes: Buffer,
  { sql, names }: { sql: string; names: string[] },
): unknown {
  const block = ColumnBlock.parse(bytes);
  const rows = Array.from({ length: block.rows }, (_, row) =>
    block.columns.map(column => {
      const value = column.bytes(row);
      return value === undefined ? null : Buffer.from(value).toString('hex');
    }),
  );
  return {
    version: bytes.readInt32LE(0),
    length: bytes.length,
    flag: bytes.readUInt32LE(16),
    types: block.columns.map(({ schema }) => schema),
    rows: sortedRows(rows),
    order: orderedValues(sql, names, rows),
  };
}
