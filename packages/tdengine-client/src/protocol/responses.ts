import {
  columnTypeOf,
  isTDengineType,
  type ColumnSchema,
  type Precision,
} from '../block';
import { TDengineProtocolError } from '../errors';
import { BinaryAction } from './BinaryAction';

/**
 * An answer as JSON: TDengine's error code, 0 for success, and the members of the action.
 *
 * @internal
 */
export interface JsonResponse {
  kind: 'json';
  requestId: number;
  code: number;
  message: string;
  body: Readonly<Record<string, unknown>>;
}

/**
 * The answer to a fetch.
 *
 * @internal
 */
export interface BlockResponse {
  kind: 'block';
  requestId: number;
  /** Tested before `finished`, which is set with errors too. */
  code: number;
  message: string;
  finished: boolean;
  /** The raw block, `undefined` when finished. */
  block: Uint8Array | undefined;
  /** Whether the memory of the block holds nothing but the message. */
  owned: boolean;
}

/** @internal */
export type Response = JsonResponse | BlockResponse;

/**
 * What a query answers before its rows are fetched.
 *
 * @internal
 */
export interface QueryResponse {
  resultId: number;
  /** `true` for statements that return no rows. */
  isUpdate: boolean;
  affectedRows: number;
  fields: ColumnSchema[];
  precision: Precision;
}

const PRECISIONS: readonly Precision[] = ['ms', 'us', 'ns'];

/**
 * Reads a text message.
 *
 * @throws TDengineProtocolError for text that is no answer
 * @internal
 */
export function decodeJsonResponse(text: string): JsonResponse {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new TDengineProtocolError(
      `The server sent text that is not JSON: ${text.slice(0, 100)}`,
      { cause: error },
    );
  }
  if (!isRecord(body) || typeof body.code !== 'number') {
    throw new TDengineProtocolError(
      `The server sent JSON that is no answer: ${text.slice(0, 100)}`,
    );
  }
  return {
    kind: 'json',
    requestId: numberOf(body, 'req_id'),
    code: body.code,
    message: typeof body.message === 'string' ? body.message : '',
    body,
  };
}

/**
 * Reads a binary message, the answer to a fetch (`controller/ws/ws/resp.go` of taosAdapter):
 *
 * ```
 * 0 u64 all ones | 8 u64 action = 7 | 16 u16 version = 1 | 18 u64 time | 26 u64 request | 34 u32 code
 * 38 u32 length m of the message | 42 message | 42 + m u64 result | 50 + m u8 finished
 * if not finished: 51 + m u32 length of the block | 55 + m block
 * ```
 *
 * @throws TDengineProtocolError for bytes that are no such answer
 * @internal
 */
export function decodeBlockResponse(bytes: Uint8Array): BlockResponse {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (what: string) =>
    new TDengineProtocolError(
      `The server sent a binary message of ${bytes.length} bytes ${what}`,
    );
  if (buffer.length < 51) {
    throw fail('that is too short for a block');
  }
  const action = buffer.readBigUInt64LE(8);
  const version = buffer.readUInt16LE(16);
  if (
    buffer.readBigUInt64LE(0) !== 0xffff_ffff_ffff_ffffn ||
    action !== BigInt(BinaryAction.FETCH_RAW_BLOCK) ||
    version !== 1
  ) {
    throw fail(`with action ${action}, version ${version}`);
  }
  const messageLength = buffer.readUInt32LE(38);
  const finishedAt = 50 + messageLength;
  if (finishedAt >= buffer.length) {
    throw fail(`with an error text of ${messageLength} bytes`);
  }
  const response: BlockResponse = {
    kind: 'block',
    requestId: Number(buffer.readBigUInt64LE(26)),
    code: buffer.readUInt32LE(34),
    message: buffer.toString('utf8', 42, 42 + messageLength),
    finished: buffer[finishedAt] !== 0,
    block: undefined,
    owned: bytes.byteLength === bytes.buffer.byteLength,
  };
  if (response.finished || response.code !== 0) {
    return response;
  }
  const blockAt = finishedAt + 5;
  if (
    blockAt > buffer.length ||
    buffer.readUInt32LE(finishedAt + 1) !== buffer.length - blockAt
  ) {
    throw fail('with a block of another length');
  }
  return { ...response, block: bytes.subarray(blockAt) };
}

/**
 * Reads the answer to a query.
 *
 * @throws TDengineProtocolError where members are missing or a type is unknown
 * @internal
 */
export function readQueryResponse({ body }: JsonResponse): QueryResponse {
  const isUpdate = body.is_update === true;
  const precision = PRECISIONS[numberOf(body, 'precision')];
  if (precision === undefined) {
    throw new TDengineProtocolError(
      `The server states the unknown precision ${body.precision}`,
    );
  }
  return {
    resultId: numberOf(body, 'id'),
    isUpdate,
    affectedRows: numberOf(body, 'affected_rows'),
    fields: isUpdate ? [] : readFields(body),
    precision,
  };
}

function readFields(body: Readonly<Record<string, unknown>>): ColumnSchema[] {
  const names = arrayOf(body, 'fields_names');
  const types = arrayOf(body, 'fields_types');
  const lengths = arrayOf(body, 'fields_lengths');
  // Servers before DECIMAL do not send these.
  const precisions = Array.isArray(body.fields_precisions)
    ? body.fields_precisions
    : [];
  const scales = Array.isArray(body.fields_scales) ? body.fields_scales : [];
  return names.map((name, index) => {
    const type = Number(types[index]);
    if (!isTDengineType(type)) {
      throw new TDengineProtocolError(
        `Column '${name}' of the result has the unknown type ${types[index]}`,
      );
    }
    return {
      name: String(name),
      ...columnTypeOf(type, {
        length: Number(lengths[index]),
        precision: Number(precisions[index] ?? 0),
        scale: Number(scales[index] ?? 0),
      }),
    };
  });
}

/** @internal */
export function numberOf(
  body: Readonly<Record<string, unknown>>,
  member: string,
): number {
  const value = body[member];
  if (typeof value !== 'number') {
    throw new TDengineProtocolError(
      `The server's answer to '${body.action}' lacks '${member}'`,
    );
  }
  return value;
}

function arrayOf(
  body: Readonly<Record<string, unknown>>,
  member: string,
): unknown[] {
  const value = body[member];
  if (!Array.isArray(value)) {
    throw new TDengineProtocolError(
      `The server's answer to '${body.action}' lacks '${member}'`,
    );
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
