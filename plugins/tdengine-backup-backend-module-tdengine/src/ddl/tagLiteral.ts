import { quoteString, TDengineType, Value } from 'tdengine-client';
import { geometryText } from './geometryText';

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/**
 * A tag's value as a literal of SQL.
 *
 * @remarks
 *
 * TDengine's parser has no literal for NUL in text, for text that is not valid Unicode, for NaN, infinities and
 * subnormal doubles, and for some geometries. Such values have to be bound.
 *
 * @returns `undefined` where no literal gives exactly this value
 * @throws TypeError for what is no value
 * @internal
 */
export function tagLiteral(
  type: TDengineType,
  value: Value,
): string | undefined {
  if (value === undefined) {
    return 'NULL';
  }
  if (value instanceof Uint8Array) {
    return bytesLiteral(type, value);
  }
  if (typeof value === 'string') {
    return value.includes('\0') ? undefined : quoteString(value);
  }
  if (
    typeof value === 'number' &&
    (type === TDengineType.FLOAT || type === TDengineType.DOUBLE)
  ) {
    return floatLiteral(value);
  }
  return wordOf(value);
}

/** The type of a value says nothing of what a file held: this goes into a statement as it is. */
function wordOf(value: number | bigint | boolean): string {
  if (!['number', 'bigint', 'boolean'].includes(typeof value)) {
    throw new TypeError(`${typeof value} is not the type of a tag's value`);
  }
  return String(value);
}

function bytesLiteral(
  type: TDengineType,
  bytes: Uint8Array,
): string | undefined {
  if (type === TDengineType.VARBINARY || type === TDengineType.BLOB) {
    return `'\\x${Buffer.from(bytes).toString('hex')}'`;
  }
  if (type === TDengineType.GEOMETRY) {
    const text = geometryText(bytes);
    return text === undefined ? undefined : `'${text}'`;
  }
  return undefined;
}

function floatLiteral(value: number): string | undefined {
  if (Object.is(value, -0)) {
    return '-0.0';
  }
  if (
    !Number.isFinite(value) ||
    (value !== 0 && Math.abs(value) < SMALLEST_NORMAL)
  ) {
    return undefined;
  }
  return String(value);
}
