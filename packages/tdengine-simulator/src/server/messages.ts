import { precisionCode } from '../types/timestamps';
import { lengthOf } from '../types/DataType';
import type { ExecutionResult } from '../execution/results';

/** Binary actions of the protocol (`controller/ws/ws/const.go` of taosAdapter). */
export const BINARY_ACTIONS: Record<number, string> = {
  4: 'write_raw_block',
  5: 'write_raw_block_with_fields',
  6: 'binary_query',
  7: 'fetch_raw_block',
  9: 'stmt2_bind',
  10: 'validate_sql',
};

/** Code for requests the adapter itself refuses. */
export const ADAPTER_ERROR = 0xffff;

/** What a reply says beside its action and number. */
export type ReplyBody = Record<string, unknown>;

/** Fields of the reply to a query. */
export function queryReply(result: ExecutionResult, id: number): ReplyBody {
  if (result.kind === 'update') {
    return {
      id: 0,
      is_update: true,
      affected_rows: result.affectedRows,
      fields_count: 0,
      fields_names: null,
      fields_types: null,
      fields_lengths: null,
      precision: 0,
      fields_precisions: null,
      fields_scales: null,
    };
  }
  const { fields, precision } = result;
  return {
    id,
    is_update: false,
    affected_rows: 0,
    fields_count: fields.length,
    fields_names: fields.map(({ name }) => name),
    fields_types: fields.map(({ type }) => type.type),
    fields_lengths: fields.map(({ type }) => lengthOf(type)),
    precision: precisionCode(precision),
    fields_precisions: fields.map(({ type }) => type.precision ?? 0),
    fields_scales: fields.map(({ type }) => type.scale ?? 0),
  };
}

const FETCH_HEADER = 42;

/** Reply to `fetch_raw_block`: a header, and a block unless the result is finished. */
export function fetchReply(reply: {
  requestId: bigint;
  resultId: bigint;
  timing: bigint;
  code?: number;
  message?: string;
  block?: Buffer;
}): Buffer {
  const message = Buffer.from(reply.message ?? '', 'utf8');
  const head = Buffer.alloc(FETCH_HEADER + message.length + 9);
  head.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, 0);
  head.writeBigUInt64LE(7n, 8);
  head.writeUInt16LE(1, 16);
  head.writeBigUInt64LE(reply.timing, 18);
  head.writeBigUInt64LE(reply.requestId, 26);
  head.writeUInt32LE(reply.code ?? 0, 34);
  head.writeUInt32LE(message.length, 38);
  message.copy(head, FETCH_HEADER);
  head.writeBigUInt64LE(reply.resultId, FETCH_HEADER + message.length);
  head.writeUInt8(reply.block ? 0 : 1, head.length - 1);
  if (!reply.block) {
    return head;
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(reply.block.length);
  return Buffer.concat([head, length, reply.block]);
}
