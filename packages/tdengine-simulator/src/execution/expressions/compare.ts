import { TDengineType } from 'tdengine-client';
import { SqlError } from '../../SqlError';
import type { Cell } from '../../types/Cell';
import { compareCells } from '../../types/compareCells';
import {
  isDecimal,
  isNumeric,
  isText,
  type DataType,
} from '../../types/DataType';
import { parseTime } from '../../types/timestamps';
import { hexBytes } from '../../types/varbinary';
import { cellToNumber } from './castCell';
import {
  constant,
  evaluateConstant,
  type Compiled,
  type Scope,
} from './Compiled';

/**
 * Makes two sides of a comparison comparable: a quoted time beside a timestamp is read as time, quoted hex beside bytes as
 * bytes.
 */
export function alignOperands(
  left: Compiled,
  right: Compiled,
  scope: Scope,
): [Compiled, Compiled] {
  return [alignTo(left, right, scope), alignTo(right, left, scope)];
}

function alignTo(operand: Compiled, other: Compiled, scope: Scope): Compiled {
  if (operand.dependency !== 'nothing' || !isText(operand.type)) {
    return operand;
  }
  const text = evaluateConstant(operand);
  if (typeof text !== 'string') {
    return operand;
  }
  switch (other.type.type) {
    case TDengineType.TIMESTAMP:
      return constant(other.type, requireTime(text, scope));
    case TDengineType.VARBINARY:
    case TDengineType.BLOB:
    case TDengineType.GEOMETRY:
      return constant(other.type, hexBytes(text) ?? Buffer.from(text));
    default:
      return operand;
  }
}

function requireTime(text: string, scope: Scope): bigint {
  const ticks = parseTime(text, scope.precision, scope.timeZone);
  if (ticks === undefined) {
    throw new SqlError(0x0127, 'Invalid timestamp format');
  }
  return ticks;
}

/**
 * Order of two values of any types, `undefined` where either is NULL or they cannot be compared.
 */
export function compareValues(
  left: Cell,
  leftType: DataType,
  right: Cell,
  rightType: DataType,
): number | undefined {
  if (left === undefined || right === undefined) {
    return undefined;
  }
  if (
    isText(leftType) === isText(rightType) &&
    !involvesDecimal(leftType, rightType)
  ) {
    return compareCells(left, right);
  }
  if (leftType.type === rightType.type && leftType.scale === rightType.scale) {
    return compareCells(left, right);
  }
  const one = cellToNumber(left, leftType);
  const other = cellToNumber(right, rightType);
  return Number.isNaN(one) || Number.isNaN(other) ? undefined : one - other;
}

function involvesDecimal(left: DataType, right: DataType): boolean {
  return (
    (isDecimal(left) || isDecimal(right)) && isNumeric(left) && isNumeric(right)
  );
}

/** LIKE: `%` any run, `_` any one character, either case, a backslash in front makes both plain. */
export function likePattern(pattern: string): RegExp {
  const source = pattern.replace(
    /\\([%_])|[%_]|[.*+?^${}()|[\]\\]/g,
    (found, escaped) => {
      if (escaped) {
        return escaped;
      }
      if (found === '%') {
        return '[\\s\\S]*';
      }
      return found === '_' ? '[\\s\\S]' : `\\${found}`;
    },
  );
  return new RegExp(`^${source}$`, 'iu');
}
