import { JsonValue } from '@backstage/types';
import { TDengineType, Value } from 'tdengine-client';

const SPECIAL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);

/**
 * A tag's value as JSON, exactly: 64-bit integers and timestamps as decimal text, NaN, infinities and -0 as text, bytes
 * (also text that is not valid Unicode) as `{"base64": …}`.
 *
 * @internal
 */
export function tagToJson(value: Value): JsonValue {
  if (value === undefined) {
    return null;
  }
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (value instanceof Uint8Array) {
    return { base64: Buffer.from(value).toString('base64') };
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : specialText(value);
  }
  return value;
}

/**
 * Reads what {@link tagToJson} wrote for a tag of a type.
 *
 * @throws TypeError for a value that the type cannot have
 * @internal
 */
export function tagFromJson(type: TDengineType, json: unknown): Value {
  if (json === null) {
    return undefined;
  }
  switch (type) {
    case TDengineType.BOOL:
      return expect(type, json, typeof json === 'boolean');
    case TDengineType.BIGINT:
    case TDengineType.UBIGINT:
    case TDengineType.TIMESTAMP:
      expect(type, json, typeof json === 'string' && /^-?\d+$/.test(json));
      return BigInt(json as string);
    case TDengineType.FLOAT:
    case TDengineType.DOUBLE:
      return typeof json === 'string' && SPECIAL_NUMBERS.has(json)
        ? SPECIAL_NUMBERS.get(json)
        : expect(type, json, typeof json === 'number');
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
    case TDengineType.JSON:
      return typeof json === 'string' ? json : bytesOf(type, json);
    case TDengineType.VARBINARY:
    case TDengineType.GEOMETRY:
    case TDengineType.BLOB:
      return bytesOf(type, json);
    default:
      return expect(type, json, Number.isInteger(json));
  }
}

function bytesOf(type: TDengineType, json: unknown): Uint8Array {
  const text = (json as { base64?: unknown } | undefined)?.base64;
  expect(type, json, typeof text === 'string');
  return Buffer.from(text as string, 'base64');
}

function expect(type: TDengineType, json: unknown, right: boolean): Value {
  if (!right) {
    throw new TypeError(
      `${JSON.stringify(json)} is not a tag of type ${type}`.slice(0, 200),
    );
  }
  return json as Value;
}

function specialText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
