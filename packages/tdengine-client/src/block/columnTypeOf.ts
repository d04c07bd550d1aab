import { TDengineProtocolError } from '../errors';
import type { ColumnType } from './ColumnSchema';
import { TDengineType, fixedSizeOf, typeName } from './TDengineType';

/** Bytes a block header states for JSON, which has no length of its own. */
const JSON_BYTES = 16384;
/** Bytes a block header states for BLOB, whatever the lengths of its values. */
const BLOB_BYTES = 5;

/**
 * The type a block header states for a column that SQL declares.
 *
 * @param declared - `length` as declared: characters of NCHAR, bytes of the other types of variable length;
 * `precision` and `scale` of decimals
 * @throws TDengineProtocolError where a needed length is missing
 * @public
 */
export function columnTypeOf(
  type: TDengineType,
  declared: { length?: number; precision?: number; scale?: number },
): ColumnType {
  const fixedSize = fixedSizeOf(type);
  if (type === TDengineType.DECIMAL || type === TDengineType.DECIMAL64) {
    const { precision, scale } = declared;
    return { type, bytes: fixedSize!, precision, scale };
  }
  if (fixedSize !== undefined) {
    return { type, bytes: fixedSize };
  }
  if (type === TDengineType.JSON) {
    return { type, bytes: JSON_BYTES };
  }
  if (type === TDengineType.BLOB) {
    return { type, bytes: BLOB_BYTES };
  }
  if (declared.length === undefined) {
    throw new TDengineProtocolError(
      `${typeName(type)} comes without its length`,
    );
  }
  return {
    type,
    bytes: declared.length * (type === TDengineType.NCHAR ? 4 : 1) + 2,
  };
}
