import fc from 'fast-check';
import {
  ColumnSchema,
  encodeBlock,
  ColumnBlock,
  Precision,
  quoteIdentifier,
  quoteString,
  TDengineClient,
  TDengineType,
  typeFromName,
  Value,
} from 'tdengine-client';
import { TYPES } from './arbitraryRows';

/** No text that is a geometry comes out of chance. */
const NOT_BY_CHANCE = new Set(['GEOMETRY(40)']);
const DAY = 86_400_000n;
const UNITS = { ms: 1n, us: 1_000n, ns: 1_000_000n };
const TAG_TYPES: Array<[type: string, values: fc.Arbitrary<string>]> = [
  ['INT', fc.integer().map(String)],
  ['BIGINT UNSIGNED', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)],
  ['BOOL', fc.boolean().map(String)],
  ['DOUBLE', fc.integer().map(value => `${value}.5`)],
  [
    'NCHAR(60)',
    fc.string({ maxLength: 12, unit: 'grapheme' }).map(quoteString),
  ],
  ['VARCHAR(60)', fc.string({ maxLength: 12 }).map(quoteString)],
];

/**
 * Rows of one table: offsets from the middle of what a database keeps, each once, and the values of the other columns.
 *
 * @internal
 */
export interface ArbitraryTable {
  tags: string[];
  rows: Array<{ offset: bigint; values: Value[] }>;
}

/**
 * @internal
 */
export interface ArbitraryDatabase {
  precision: Precision;
  vgroups: number;
  /** A super table with its child tables, or a normal table where there are no tags. */
  tables: Array<{
    name: string;
    types: string[];
    tagTypes: string[];
    children: ArbitraryTable[];
  }>;
}

const columnTypes = fc
  .shuffledSubarray(
    TYPES.map(([type]) => type).filter(type => !NOT_BY_CHANCE.has(type)),
    { minLength: 1, maxLength: 8 },
  )
  // Such tables TDengine itself stores wrong.
  .filter(
    types => !(types.includes('BLOB') && types.includes('DECIMAL(38, 10)')),
  );

function tableOf(
  types: readonly string[],
  tagTypes: readonly string[],
): fc.Arbitrary<ArbitraryTable> {
  return fc.record({
    tags: fc.tuple(
      ...tagTypes.map(type =>
        fc.oneof(
          { arbitrary: new Map(TAG_TYPES).get(type)!, weight: 4 },
          { arbitrary: fc.constant('NULL'), weight: 1 },
        ),
      ),
    ) as fc.Arbitrary<string[]>,
    rows: fc.uniqueArray(
      fc.record({
        // 80 years to either side, at any moment of them.
        offset: fc.bigInt({ min: -29_000n * DAY, max: 29_000n * DAY }),
        values: fc.tuple(
          ...types.map(type =>
            fc.option(new Map(TYPES).get(type)!, { nil: undefined }),
          ),
        ) as fc.Arbitrary<Value[]>,
      }),
      { maxLength: 40, selector: ({ offset }) => offset },
    ),
  });
}

const tables = fc
  .record({
    types: columnTypes,
    tagTypes: fc.shuffledSubarray(
      TAG_TYPES.map(([type]) => type),
      { maxLength: 4 },
    ),
  })
  .chain(({ types, tagTypes }) =>
    fc.record({
      types: fc.constant(types),
      tagTypes: fc.constant(tagTypes),
      children: fc.array(
        tableOf(types, tagTypes),
        tagTypes.length > 0 ? { maxLength: 5 } : { minLength: 1, maxLength: 1 },
      ),
    }),
  );

/** A database of a few tables with columns, tags and rows of chance. */
export const arbitraryDatabase: fc.Arbitrary<ArbitraryDatabase> = fc.record({
  precision: fc.constantFrom<Precision>('ms', 'us', 'ns'),
  vgroups: fc.integer({ min: 1, max: 2 }),
  tables: fc
    .array(tables, { minLength: 1, maxLength: 3 })
    .map(all =>
      all.map((table, index) => ({ ...table, name: `Table '${index}"` })),
    ),
});

/** Creates it on a server. */
export async function createArbitraryDatabase(
  client: TDengineClient,
  database: string,
  { precision, vgroups, tables: wanted }: ArbitraryDatabase,
): Promise<void> {
  await client.execute(
    `CREATE DATABASE ${database} PRECISION '${precision}' VGROUPS ${vgroups} KEEP 36500`,
  );
  const middle = 1_735_689_600_000n * UNITS[precision];
  for (const { name, types, tagTypes, children } of wanted) {
    const columns: ColumnSchema[] = ['TIMESTAMP', ...types].map(
      (type, index) => ({ name: `c ${index}`, ...typeFromName(type) }),
    );
    const list = ['TIMESTAMP', ...types]
      .map((type, index) => `${quoteIdentifier(`c ${index}`)} ${type}`)
      .join(', ');
    const quoted = `${database}.${quoteIdentifier(name)}`;
    const isSuper = tagTypes.length > 0;
    await client.execute(
      isSuper
        ? `CREATE STABLE ${quoted} (${list}) TAGS (${tagTypes
            .map((type, index) => `t${index} ${type}`)
            .join(', ')})`
        : `CREATE TABLE ${quoted} (${list})`,
    );
    for (const [index, { tags, rows }] of children.entries()) {
      const table = isSuper ? `${name} child ${index}` : name;
      if (isSuper) {
        await client.execute(
          `CREATE TABLE ${database}.${quoteIdentifier(
            table,
          )} USING ${quoted} TAGS (${tags.join(', ')})`,
        );
      }
      if (rows.length > 0) {
        await write(
          client,
          { database, table, isSuper },
          columns,
          // A bind takes BLOBs in this order only.
          [...rows]
            .sort(byOffset)
            .map(({ offset, values }) => [
              middle + offset * UNITS[precision],
              ...values,
            ]),
        );
      }
    }
  }
}

/** As a block; bound where there is a BLOB, which must not be in a block. */
async function write(
  client: TDengineClient,
  {
    database,
    table,
    isSuper,
  }: { database: string; table: string; isSuper: boolean },
  columns: readonly ColumnSchema[],
  rows: Value[][],
): Promise<void> {
  const block = encodeBlock(columns, rows);
  if (!columns.some(({ type }) => type === TDengineType.BLOB)) {
    const writer = await client.writer(database);
    try {
      await writer.writeBlock(table, block, columns);
    } finally {
      await writer.close();
    }
    return;
  }
  const statement = await client.stmt2(database, {
    superTableInsert: isSuper,
    columns: columns.map(({ name }) => name),
  });
  try {
    await statement.bind([
      {
        name: table,
        block: ColumnBlock.parse(block),
        from: 0,
        to: rows.length,
        columnIndexes: columns.map((_, index) => index),
      },
    ]);
  } finally {
    await statement.close();
  }
}

type Row = ArbitraryTable['rows'][number];

function byOffset(left: Row, right: Row): number {
  return left.offset < right.offset ? -1 : 1;
}
