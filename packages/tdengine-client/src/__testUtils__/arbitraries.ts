import fc from 'fast-check';
import { TDengineType, type ColumnSchema, type Value } from '../block';

const nullable = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 4 });

function integer(type: TDengineType, bytes: number, signed: boolean) {
  const bits = bytes * 8;
  return {
    type,
    bytes,
    values: signed
      ? fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
      : fc.integer({ min: 0, max: 2 ** bits - 1 }),
  };
}

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const text = fc.string({ unit: 'binary', maxLength: 12 });
const binary = fc.uint8Array({ maxLength: 24 });

function decimalText(precision: number, scale: number): fc.Arbitrary<string> {
  const limit = 10n ** BigInt(precision) - 1n;
  return fc.bigInt({ min: -limit, max: limit }).map(unscaled => {
    const sign = unscaled < 0n ? '-' : '';
    const digits = unscaled
      .toString()
      .replace('-', '')
      .padStart(scale + 1, '0');
    const point = digits.length - scale;
    return scale === 0
      ? unscaled.toString()
      : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  });
}

function decimal(type: TDengineType, bytes: number, digits: number) {
  return fc.integer({ min: 1, max: digits }).chain(precision =>
    fc.integer({ min: 0, max: precision }).map(scale => ({
      type,
      bytes,
      precision,
      scale,
      values: decimalText(precision, scale),
    })),
  );
}

type ColumnSample = Omit<ColumnSchema, 'name'> & {
  values: fc.Arbitrary<Value>;
};

const columnSamples: fc.Arbitrary<ColumnSample> = fc.oneof(
  fc.constantFrom<ColumnSample>(
    { type: TDengineType.BOOL, bytes: 1, values: fc.boolean() },
    integer(TDengineType.TINYINT, 1, true),
    integer(TDengineType.SMALLINT, 2, true),
    integer(TDengineType.INT, 4, true),
    integer(TDengineType.UTINYINT, 1, false),
    integer(TDengineType.USMALLINT, 2, false),
    integer(TDengineType.UINT, 4, false),
    { type: TDengineType.BIGINT, bytes: 8, values: int64 },
    { type: TDengineType.TIMESTAMP, bytes: 8, values: int64 },
    {
      type: TDengineType.UBIGINT,
      bytes: 8,
      values: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    },
    { type: TDengineType.FLOAT, bytes: 4, values: fc.float() },
    { type: TDengineType.DOUBLE, bytes: 8, values: fc.double() },
    { type: TDengineType.VARCHAR, bytes: 66, values: text },
    { type: TDengineType.NCHAR, bytes: 66, values: text },
    { type: TDengineType.JSON, bytes: 16384, values: fc.json({ maxDepth: 1 }) },
    { type: TDengineType.VARBINARY, bytes: 66, values: binary },
    { type: TDengineType.BLOB, bytes: 5, values: binary },
    { type: TDengineType.GEOMETRY, bytes: 66, values: binary },
  ),
  decimal(TDengineType.DECIMAL64, 8, 18),
  decimal(TDengineType.DECIMAL, 16, 38),
);

/** Columns of any types with rows that fit them. */
export const tables: fc.Arbitrary<{
  columns: ColumnSchema[];
  rows: Value[][];
}> = fc.array(columnSamples, { minLength: 1, maxLength: 6 }).chain(samples =>
  fc.record({
    columns: fc.constant(
      samples.map(({ values, ...type }, index) => ({
        name: `c${index}`,
        ...type,
      })),
    ),
    rows: fc.array(fc.tuple(...samples.map(({ values }) => nullable(values))), {
      maxLength: 40,
    }),
  }),
);
