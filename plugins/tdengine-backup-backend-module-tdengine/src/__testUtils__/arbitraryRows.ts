import fc from 'fast-check';
import { ColumnSchema, typeFromName, Value } from 'tdengine-client';

/**
 * Types of columns with values of each; the first is the primary timestamp's.
 *
 * @internal
 */
export const TYPES: Array<[type: string, values: fc.Arbitrary<Value>]> = [
  ['TIMESTAMP', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['BOOL', fc.boolean()],
  ['TINYINT', fc.integer({ min: -128, max: 127 })],
  ['SMALLINT', fc.integer({ min: -32768, max: 32767 })],
  ['INT', fc.integer()],
  ['BIGINT', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['TINYINT UNSIGNED', fc.integer({ min: 0, max: 255 })],
  ['SMALLINT UNSIGNED', fc.integer({ min: 0, max: 65535 })],
  ['INT UNSIGNED', fc.integer({ min: 0, max: 4294967295 })],
  ['BIGINT UNSIGNED', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
  ['FLOAT', fc.float()],
  ['DOUBLE', fc.double()],
  [
    'VARCHAR(400)',
    fc.oneof(
      fc.string({ maxLength: 10, unit: 'grapheme' }),
      fc.constantFrom('', 'NULL', '\\x', '\\x41', '"', ',', '\r', '\n', '\0'),
    ),
  ],
  ['NCHAR(400)', fc.string({ maxLength: 10, unit: 'binary' })],
  ['VARBINARY(40)', fc.uint8Array({ maxLength: 20 })],
  ['GEOMETRY(40)', fc.uint8Array({ maxLength: 20 })],
  ['BLOB', fc.uint8Array({ maxLength: 20 })],
  [
    'DECIMAL(18, 4)',
    fc.constantFrom('0.0000', '-99999999999999.9999', '1.5000'),
  ],
  [
    'DECIMAL(38, 10)',
    fc.constantFrom('0.0000000000', `-${'9'.repeat(28)}.0000000001`),
  ],
];

/** A column of every type, the primary timestamp first, with names that have to be quoted. */
export const ALL_COLUMNS: ColumnSchema[] = TYPES.map(([type], index) => ({
  name: `c "${index}",\n`,
  ...typeFromName(type),
}));

/** Rows of a super table with all these columns: the name of the table, then the values. */
export const arbitraryRow = fc.tuple(
  fc.constantFrom('t1', '表,"', 'T1'),
  ...TYPES.map(([, values], index) =>
    index === 0 ? values : fc.option(values, { nil: undefined }),
  ),
) as unknown as fc.Arbitrary<Value[]>;

/** How the server describes the names of child tables. */
export const TABLE_NAME: ColumnSchema = {
  name: 'tbname',
  ...typeFromName('VARCHAR(270)'),
};
