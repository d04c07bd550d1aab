import { createCompressor } from 'backstage-plugin-tdengine-backup-node';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { TDengineType, Value } from 'tdengine-client';
import { memorySet } from '../__testUtils__/memorySet';
import { readTableList } from './readTableList';
import { tableListHeader, tableListLine } from './tableListFormat';
import { tagFromJson, tagToJson } from './tagJson';

const VALUES: ReadonlyArray<[TDengineType, fc.Arbitrary<Value>]> = [
  [TDengineType.BOOL, fc.boolean()],
  [TDengineType.TINYINT, fc.integer({ min: -128, max: 127 })],
  [TDengineType.UINT, fc.integer({ min: 0, max: 4294967295 })],
  [TDengineType.BIGINT, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  [TDengineType.UBIGINT, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
  [
    TDengineType.TIMESTAMP,
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  ],
  [TDengineType.FLOAT, fc.float()],
  [TDengineType.DOUBLE, fc.double()],
  [TDengineType.VARCHAR, fc.oneof(fc.string(), fc.uint8Array())],
  [TDengineType.NCHAR, fc.string({ unit: 'binary' })],
  [TDengineType.JSON, fc.json()],
  [TDengineType.VARBINARY, fc.uint8Array()],
  [TDengineType.GEOMETRY, fc.uint8Array()],
];

describe('tags as JSON', () => {
  it.each(VALUES)('bring back type %s', (type, values) => {
    fc.assert(
      fc.property(fc.option(values, { nil: undefined }), value => {
        const text = JSON.stringify(tagToJson(value));
        const back = tagFromJson(type, JSON.parse(text));
        const plain = (one: Value) =>
          one instanceof Uint8Array ? Buffer.from(one).toString('hex') : one;
        expect(plain(back)).toBe(plain(value));
      }),
    );
  });

  it('refuse what a type cannot have', () => {
    expect(() => tagFromJson(TDengineType.INT, 1.5)).toThrow(/is not a tag/);
    expect(() => tagFromJson(TDengineType.BIGINT, 1)).toThrow(/is not a tag/);
    expect(() => tagFromJson(TDengineType.VARBINARY, 'x')).toThrow(
      /is not a tag/,
    );
  });
});

describe('table lists', () => {
  const header = tableListHeader('power', 'meters', [
    { name: 'site', type: 'NCHAR(20)' },
    { name: 'n', type: 'BIGINT' },
  ]);

  async function read(lines: string[]) {
    const raw = Buffer.from(lines.map(line => `${line}\n`).join(''));
    const bytes = await buffer(
      Readable.from(
        createCompressor({ algorithm: 'zstd', level: 1 })(
          (async function* chunks() {
            yield raw;
          })(),
        ),
      ),
    );
    const path = 'power/meters/tables-after-a1.jsonl.zst';
    const { set, files } = memorySet(
      { [path]: bytes },
      { [path]: raw.byteLength },
    );
    const entries = [];
    for await (const list of readTableList(set, files[0], {
      signal: new AbortController().signal,
    })) {
      entries.push(...list.entries);
    }
    return entries;
  }

  it('bring back names, tags, TTL and comments', async () => {
    const entries = [
      { name: 'd1', tags: ['北京\n', 2n ** 60n] },
      { name: 'd 2', tags: [undefined, undefined], ttl: 7 },
      { name: 'd3', tags: ['', -1n], comment: '' },
    ];
    expect(
      await read([
        JSON.stringify(header),
        ...entries.map(entry => JSON.stringify(tableListLine(entry))),
      ]),
    ).toEqual(entries);
  });

  it.each([
    [[JSON.stringify(header), '["d1",["x"]]'], /Line 2 of the table list/],
    [[JSON.stringify(header), '{"d1":1}'], /Line 2 of the table list/],
    [[JSON.stringify(header), '["d1","xy"]'], /Line 2 of the table list/],
    ...[
      { comment: ["x' TTL 1"] },
      { comment: { length: 0 } },
      { ttl: '7 COMMENT 1' },
      { ttl: -1 },
      { ttl: 1.5 },
      { name: 'd2' },
      { tags: ['x', ['1) TTL 1']] },
      ['x'],
      null,
    ].map((extras): [string[], RegExp] => [
      [JSON.stringify(header), JSON.stringify(['d1', ['x', '1'], extras])],
      /Line 2 of the table list/,
    ]),
    [['{"format":"other"}'], /Line 1 of the table list/],
    [[JSON.stringify({ ...header, version: 2 })], /Line 1 of the table list/],
  ])('name the file and the line that is wrong: %j', async (lines, message) => {
    await expect(read(lines)).rejects.toThrow(message);
    await expect(read(lines)).rejects.toThrow(/tables-after-a1/);
  });
});
