import {
  contractFile,
  readContract,
  type RecordedConnection,
} from '../__testUtils__/contract';
import { decodeBlockResponse } from '../protocol';
import { ColumnBlock, TDengineType, encodeBlock } from './index';

/** `select tbname, ts, v, info` of three tables with a JSON tag, and a table of names, as TDengine 3.3.7.5 sent them. */
const RECORDED = {
  json:
    'AQAAALwAAAADAAAABAAAAAAAAIAAAAAAAAAAAAgQAQAACQgAAAAEBAAAAA8AQAAADAAAABgAAAAMAAAAMQAAAAAAAAAEAAAACAAA' +
    'AAIAajECAGoyAgBqMwAA7LWjmgEAAADstaOaAQAAAOy1o5oBAAAAAQAAAAIAAAADAAAAAAAAAP//////////LwB7ImEiOjEsImIi' +
    'OiJ4IHkg5paHIiwiYyI6bnVsbCwiZCI6MS41LCJlIjp0cnVlfQA=',
  stmt2:
    'AQAAAMsAAAADAAAABgAAAAAAAIAAAAAAAAAAAAgQAQAACQgAAAAEBAAAAAgMAAAACioAAAAEBAAAABAAAAAYAAAADAAAAAUAAAAM' +
    'AAAADAAAAAAAAAAGAAAACwAAAAQAc3QgMgMAc3QxAwBzdDEAAOy1o5oBAAAA7LWjmgEAAAHstaOaAQAAIAIAAAABAAAAAAAAAP//' +
    '//8AAAAAAwAAAAEAYQAAAAAAAAYAAAD/////BAAA9gEABACHZQAAAAIAAAABAAAAAQAAAAA=',
};

const contract = readContract();

function recordedBlocks(connections: RecordedConnection[]): Uint8Array[] {
  return connections
    .flatMap(({ frames }) => frames)
    .filter(({ dir, type }) => dir === 'recv' && type === 'binary')
    .map(({ data }) => decodeBlockResponse(Buffer.from(data, 'base64')))
    .flatMap(({ block }) => block ?? []);
}

function rowsOf(block: ColumnBlock) {
  return Array.from({ length: block.rows }, (_, row) =>
    block.columns.map(column => column.value(row)),
  );
}

describe('blocks recorded from TDengine 3.3.7.5', () => {
  it('reads JSON tags and names', () => {
    const block = ColumnBlock.parse(Buffer.from(RECORDED.json, 'base64'));
    expect(rowsOf(block)).toEqual([
      [
        'j1',
        1763683200000n,
        1,
        '{"a":1,"b":"x y 文","c":null,"d":1.5,"e":true}',
      ],
      ['j2', 1763683200000n, 2, undefined],
      ['j3', 1763683200000n, 3, undefined],
    ]);
    expect(block.runs(0).map(({ key }) => key)).toEqual(['j1', 'j2', 'j3']);
  });

  it('reads NULL, empty, NCHAR beyond the basic plane, and cuts by table', () => {
    const block = ColumnBlock.parse(Buffer.from(RECORDED.stmt2, 'base64'));
    expect(rowsOf(block)).toEqual([
      ['st 2', 1763683200000n, 2, undefined, '😀', 2],
      ['st1', 1763683200000n, 1, 'a', '文', 1],
      ['st1', 1763683200001n, undefined, '', undefined, 1],
    ]);
    expect(block.runs(0)).toEqual([
      { key: 'st 2', from: 0, to: 1 },
      { key: 'st1', from: 1, to: 3 },
    ]);
    expect(rowsOf(ColumnBlock.parse(block.slice(1, 3, [1, 3])))).toEqual([
      [1763683200000n, 'a'],
      [1763683200001n, ''],
    ]);
  });

  if (!contract) {
    it(`has no more recordings: ${contractFile} is absent, set TDENGINE_CONTRACT_DIR`, () => {
      expect(contract).toBeUndefined();
    });
    return;
  }

  it('rebuilds every recorded block from its values', () => {
    const blocks = recordedBlocks(contract);
    expect(blocks.length).toBeGreaterThan(10);
    for (const bytes of blocks) {
      const block = ColumnBlock.parse(bytes);
      const schema = block.columns.map((column, index) => ({
        name: `c${index}`,
        ...column.schema,
      }));
      const rebuilt = encodeBlock(schema, rowsOf(block));
      expect(Buffer.from(rebuilt).equals(bytes)).toBe(true);
      expect(Buffer.from(block.slice(0, block.rows)).equals(bytes)).toBe(true);
    }
  });

  it('has the exact decimals and extremes of the recorded tables', () => {
    const decimals = recordedBlocks(contract)
      .map(bytes => ColumnBlock.parse(bytes))
      .flatMap(block => block.columns)
      .filter(({ schema }) => schema.type === TDengineType.DECIMAL)
      .map(column => column.value(0));
    expect(decimals[0]).toBe('12345678901234567890.0123456789');
  });
});
