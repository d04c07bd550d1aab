import {
  contractFile,
  readContract,
  type RecordedFrame,
} from '../__testUtils__/contract';
import { ColumnBlock, type ColumnSchema } from '../block';
import { BinaryAction } from './BinaryAction';
import {
  decodeBlockResponse,
  decodeJsonResponse,
  encodeBinaryQuery,
  encodeFetchRawBlock,
  encodeStmt2Bind,
  encodeWriteRawBlock,
  readQueryResponse,
} from './index';

const contract = readContract();

/** Reads what a recorded client sent, so that it can be encoded again. */
function encodeAgain(frame: Buffer): Uint8Array | undefined {
  const requestId = Number(frame.readBigUInt64LE(0));
  const resourceId = Number(frame.readBigUInt64LE(8));
  switch (Number(frame.readBigUInt64LE(16))) {
    case BinaryAction.BINARY_QUERY:
      return encodeBinaryQuery(requestId, frame.toString('utf8', 30));
    case BinaryAction.FETCH_RAW_BLOCK:
      return encodeFetchRawBlock(requestId, resourceId);
    case BinaryAction.WRITE_RAW_BLOCK_WITH_FIELDS: {
      const blockAt = 30 + frame.readUInt16LE(28);
      const fieldsAt = blockAt + frame.readInt32LE(blockAt + 4);
      const fields: ColumnSchema[] = [];
      for (let at = fieldsAt; at < frame.length; at += 72) {
        fields.push({
          name: frame.toString('utf8', at, frame.indexOf(0, at)),
          type: frame.readInt8(at + 65) as ColumnSchema['type'],
          bytes: frame.readInt32LE(at + 68),
        });
      }
      return encodeWriteRawBlock(
        requestId,
        frame.toString('utf8', 30, blockAt),
        frame.subarray(blockAt, fieldsAt),
        frame.readInt32LE(24),
        fields,
      );
    }
    default:
      return undefined;
  }
}

function binaries(frames: RecordedFrame[], direction: 'send' | 'recv') {
  return frames
    .filter(({ dir, type }) => dir === direction && type === 'binary')
    .map(({ data }) => Buffer.from(data, 'base64'));
}

describe('messages recorded between a client and TDengine 3.3.7.5', () => {
  if (!contract) {
    it(`has no recordings: ${contractFile} is absent, set TDENGINE_CONTRACT_DIR`, () => {
      expect(contract).toBeUndefined();
    });
    return;
  }

  const frames = contract.flatMap(connection => connection.frames);

  it('encodes every recorded request byte by byte', () => {
    const pairs = binaries(frames, 'send').flatMap(sent => {
      const encoded = encodeAgain(sent);
      return encoded ? [{ sent, encoded: Buffer.from(encoded) }] : [];
    });
    expect(pairs.map(({ encoded }) => encoded.toString('hex'))).toEqual(
      pairs.map(({ sent }) => sent.toString('hex')),
    );
    expect(
      new Set(pairs.map(({ sent }) => Number(sent.readBigUInt64LE(16)))),
    ).toEqual(
      new Set([
        BinaryAction.WRITE_RAW_BLOCK_WITH_FIELDS,
        BinaryAction.BINARY_QUERY,
        BinaryAction.FETCH_RAW_BLOCK,
      ]),
    );
  });

  it('encodes the recorded bind out of the rows it wrote', () => {
    const { frames: recorded } = contract.find(({ name }) => name === 'stmt2')!;
    const [bind] = binaries(recorded, 'send');
    const block = ColumnBlock.parse(
      decodeBlockResponse(binaries(recorded, 'recv')[0]).block!,
    );
    // The rows of `st 2` come first in the block; the client bound `st1` first.
    const columnIndexes = [1, 2, 3, 4];
    const encoded = encodeStmt2Bind(6, 1, [
      { name: 'st1', block, from: 1, to: 3, columnIndexes },
      { name: 'st 2', block, from: 0, to: 1, columnIndexes },
    ]);
    expect(describeBind(Buffer.from(encoded))).toEqual(describeBind(bind));
  });

  it('reads every recorded answer', () => {
    const texts = frames
      .filter(({ dir, type }) => dir === 'recv' && type === 'text')
      .map(({ data }) => decodeJsonResponse(data));
    expect(texts.every(({ requestId }) => requestId > 0)).toBe(true);
    const queries = texts
      .filter(({ code, body }) => code === 0 && /query$/.test(`${body.action}`))
      .map(readQueryResponse);
    expect(
      queries.every(({ fields, isUpdate }) => fields.length > 0 !== isUpdate),
    ).toBe(true);
    const answers = binaries(frames, 'recv').map(decodeBlockResponse);
    expect(answers.every(({ code }) => code === 0)).toBe(true);
    expect(answers.some(({ finished }) => finished)).toBe(true);
    expect(
      answers.every(
        ({ finished, block }) => finished === (block === undefined),
      ),
    ).toBe(true);
  });

  it('names the columns of a result as its blocks have them', () => {
    const { frames: recorded } = contract.find(
      ({ name }) => name === 'binary-query',
    )!;
    const answer = recorded.find(
      ({ dir, data }) => dir === 'recv' && data.includes('"fields_names":['),
    )!;
    const { fields } = readQueryResponse(decodeJsonResponse(answer.data));
    const block = ColumnBlock.parse(
      decodeBlockResponse(binaries(recorded, 'recv')[0]).block!,
    );
    expect(fields.map(({ name, ...type }) => type)).toEqual(
      block.columns.map(({ schema }) => schema),
    );
  });
});

/** A bind without what may differ: quotes around names, and the values of NULLs, which nobody looks at. */
function describeBind(message: Buffer) {
  const payload = message.subarray(30);
  const [total, tables, tags, columns, namesAt, tagsAt, columnsAt] = Array.from(
    { length: 7 },
    (_, index) => payload.readUInt32LE(index * 4),
  );
  const blocks = [];
  let at = columnsAt + tables * 4;
  for (let index = 0; index < tables * columns; index++) {
    const size = payload.readUInt32LE(at);
    const rows = payload.readInt32LE(at + 8);
    const nulls = [...payload.subarray(at + 12, at + 12 + rows)];
    const hasLengths = payload[at + 12 + rows] === 1;
    const bufferAt = at + 13 + rows + (hasLengths ? rows * 4 : 0);
    const values = payload.subarray(bufferAt + 4, at + size);
    const valueSize = values.length / rows;
    blocks.push({
      type: payload.readInt32LE(at + 4),
      nulls,
      lengths: hasLengths
        ? [...payload.subarray(at + 13 + rows, bufferAt)]
        : undefined,
      valuesLength: payload.readInt32LE(bufferAt),
      values: hasLengths
        ? values.toString('hex')
        : nulls.map((isNull, row) =>
            isNull
              ? 'NULL'
              : values.toString('hex', row * valueSize, (row + 1) * valueSize),
          ),
    });
    at += size;
  }
  return {
    header: message.subarray(0, 30).toString('hex'),
    sizesAgree: total === payload.length && total === at,
    tags: [tags, tagsAt],
    names: payload
      .toString('latin1', namesAt + tables * 2, columnsAt)
      .split('\0')
      .map(name => name.replaceAll('`', '')),
    lengths: payload.toString('hex', columnsAt, columnsAt + tables * 4),
    blocks,
  };
}
