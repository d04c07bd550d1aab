import { TDengineType } from 'tdengine-client';
import type { Cell } from '../types/Cell';
import { isDecimal, type DataType } from '../types/DataType';
import { formatDecimal } from '../types/decimals';
import { wkbToWkt } from '../types/wkbToWkt';
import { formatExponent, formatFixed } from '../types/numbers';

/** Value of a tag as `ins_tags` prints it. */
export function tagText(type: DataType, cell: Cell): string | undefined {
  if (cell === undefined) {
    return undefined;
  }
  switch (type.type) {
    case TDengineType.FLOAT:
      return formatFixed(Number(cell), 5);
    case TDengineType.DOUBLE:
      return formatFixed(Number(cell), 9);
    case TDengineType.VARBINARY:
      return hexText(cell as Uint8Array);
    case TDengineType.GEOMETRY:
      return wkbToWkt(cell as Uint8Array);
    default:
      return isDecimal(type)
        ? formatDecimal(cell as bigint, type.scale ?? 0)
        : String(cell);
  }
}

/**
 * Value of a tag as SHOW CREATE TABLE prints it. Quotes in it are not escaped and a geometry is put there as the bytes it
 * is: that is what TDengine answers, so the statement cannot always be run again.
 */
export function tagLiteral(type: DataType, cell: Cell): Buffer {
  if (cell === undefined) {
    return Buffer.from('null');
  }
  switch (type.type) {
    case TDengineType.FLOAT:
    case TDengineType.DOUBLE:
      return Buffer.from(formatExponent(Number(cell)));
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
      return quoted(
        cell instanceof Uint8Array ? cell : Buffer.from(String(cell)),
      );
    case TDengineType.VARBINARY:
      return quoted(Buffer.from(hexText(cell as Uint8Array)));
    case TDengineType.GEOMETRY:
      return quoted(cell as Uint8Array);
    default:
      return Buffer.from(String(cell));
  }
}

function hexText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex').toUpperCase()}`;
}

function quoted(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]);
}
