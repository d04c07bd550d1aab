import type { ColumnSchema } from '../block';
import { BinaryAction } from './BinaryAction';

/** Bytes of the header that all binary requests share. */
export const HEADER_SIZE = 24;
/** Version of the binary protocol. */
export const PROTOCOL_VERSION = 1;
/** `TAOS_FIELD` of TDengine's C interface: name[65], i8 type, padding, i32 bytes. */
const FIELD_SIZE = 72;
const FIELD_TYPE_AT = 65;
const FIELD_BYTES_AT = 68;
/** Bytes of a column name that fit, with the closing NUL, into `TAOS_FIELD`. */
export const LONGEST_COLUMN_NAME = FIELD_TYPE_AT - 1;

/**
 * A request as JSON text.
 *
 * @internal
 */
export function encodeJsonRequest(
  action: string,
  requestId: number,
  args: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify({ action, args: { req_id: requestId, ...args } });
}

/**
 * Runs SQL: header, u16 version, u32 length, SQL.
 *
 * @internal
 */
export function encodeBinaryQuery(requestId: number, sql: string): Uint8Array {
  const text = Buffer.from(sql, 'utf8');
  const message = binaryRequest(
    requestId,
    0,
    BinaryAction.BINARY_QUERY,
    6 + text.length,
  );
  message.writeUInt16LE(PROTOCOL_VERSION, HEADER_SIZE);
  message.writeUInt32LE(text.length, HEADER_SIZE + 2);
  message.set(text, HEADER_SIZE + 6);
  return message;
}

/**
 * Fetches the next block of a result: header, u16 version.
 *
 * @internal
 */
export function encodeFetchRawBlock(
  requestId: number,
  resultId: number,
): Uint8Array {
  const message = binaryRequest(
    requestId,
    resultId,
    BinaryAction.FETCH_RAW_BLOCK,
    2,
  );
  message.writeUInt16LE(PROTOCOL_VERSION, HEADER_SIZE);
  return message;
}

/**
 * Writes a block into a table of the connection's database, columns assigned by name: header, i32 rows, u16 length and
 * name of the table, block, fields.
 *
 * @internal
 */
export function encodeWriteRawBlock(
  requestId: number,
  table: string,
  block: Uint8Array,
  rows: number,
  fields: readonly ColumnSchema[],
): Uint8Array {
  const name = Buffer.from(table, 'utf8');
  const message = binaryRequest(
    requestId,
    0,
    BinaryAction.WRITE_RAW_BLOCK_WITH_FIELDS,
    6 + name.length + block.length + fields.length * FIELD_SIZE,
  );
  message.writeInt32LE(rows, HEADER_SIZE);
  message.writeUInt16LE(name.length, HEADER_SIZE + 4);
  message.set(name, HEADER_SIZE + 6);
  message.set(block, HEADER_SIZE + 6 + name.length);
  let position = HEADER_SIZE + 6 + name.length + block.length;
  message.fill(0, position);
  for (const field of fields) {
    message.write(field.name, position, 'utf8');
    message.writeInt8(field.type, position + FIELD_TYPE_AT);
    message.writeInt32LE(field.bytes, position + FIELD_BYTES_AT);
    position += FIELD_SIZE;
  }
  return message;
}

/**
 * Writes the header that all binary requests share: u64 request, u64 resource (result or statement), u64 action.
 *
 * @internal
 */
export function writeRequestHeader(
  message: Buffer,
  requestId: number,
  resourceId: number,
  action: BinaryAction,
): void {
  message.writeBigUInt64LE(BigInt(requestId), 0);
  message.writeBigUInt64LE(BigInt(resourceId), 8);
  message.writeBigUInt64LE(BigInt(action), 16);
}

function binaryRequest(
  requestId: number,
  resourceId: number,
  action: BinaryAction,
  bodySize: number,
): Buffer {
  // Memory of its own, since whoever sends it gives it back.
  const message = Buffer.allocUnsafeSlow(HEADER_SIZE + bodySize);
  writeRequestHeader(message, requestId, resourceId, action);
  return message;
}
