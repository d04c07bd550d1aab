import { TDengineType } from 'tdengine-client';
import type { Cell } from './Cell';
import { fixedSize, prefixSize, type DataType } from './DataType';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; bytes that are not valid come back as they are. */
export function decodeText(bytes: Buffer): string | Uint8Array {
  let ascii = true;
  for (let index = 0; index < bytes.length && ascii; index++) {
    ascii = bytes[index] < 0x80;
  }
  if (ascii) {
    return bytes.toString('latin1');
  }
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return Uint8Array.from(bytes);
  }
}

/** Encodes text as UCS-4 little-endian, the form of NCHAR in blocks. */
export function encodeUcs4(text: string): Buffer {
  const codePoints = Array.from(text, character => character.codePointAt(0)!);
  const bytes = Buffer.allocUnsafe(codePoints.length * 4);
  codePoints.forEach((codePoint, index) =>
    bytes.writeUInt32LE(codePoint, index * 4),
  );
  return bytes;
}

/** Decodes UCS-4 little-endian; units beyond Unicode become U+FFFD. */
export function decodeUcs4(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const codePoint = bytes.readUInt32LE(at);
    text += String.fromCodePoint(codePoint <= 0x10ffff ? codePoint : 0xfffd);
  }
  return text;
}

/** Bytes of a value of variable length as they stand in a block behind the length. */
export function encodeVariable(type: DataType, cell: Cell): Uint8Array {
  if (cell instanceof Uint8Array) {
    return cell;
  }
  const text = String(cell);
  return type.type === TDengineType.NCHAR
    ? encodeUcs4(text)
    : Buffer.from(text, 'utf8');
}

/** Reverse of {@link encodeVariable}. */
export function decodeVariable(type: DataType, bytes: Buffer): Cell {
  switch (type.type) {
    case TDengineType.VARCHAR:
    case TDengineType.JSON:
      return decodeText(bytes);
    case TDengineType.NCHAR:
      return decodeUcs4(bytes);
    default:
      return Uint8Array.from(bytes);
  }
}

/** Writes a value of fixed size in little-endian order. */
export function writeFixed(
  type: DataType,
  cell: Exclude<Cell, undefined>,
  target: DataView,
  at: number,
): void {
  switch (type.type) {
    case TDengineType.BOOL:
      target.setUint8(at, cell ? 1 : 0);
      break;
    case TDengineType.TINYINT:
      target.setInt8(at, Number(cell));
      break;
    case TDengineType.UTINYINT:
      target.setUint8(at, Number(cell));
      break;
    case TDengineType.SMALLINT:
      target.setInt16(at, Number(cell), true);
      break;
    case TDengineType.USMALLINT:
      target.setUint16(at, Number(cell), true);
      break;
    case TDengineType.INT:
      target.setInt32(at, Number(cell), true);
      break;
    case TDengineType.UINT:
      target.setUint32(at, Number(cell), true);
      break;
    case TDengineType.FLOAT:
      target.setFloat32(at, Number(cell), true);
      break;
    case TDengineType.DOUBLE:
      target.setFloat64(at, Number(cell), true);
      break;
    case TDengineType.UBIGINT:
      target.setBigUint64(at, cell as bigint, true);
      break;
    case TDengineType.DECIMAL:
      target.setBigUint64(at, BigInt.asUintN(64, cell as bigint), true);
      target.setBigInt64(at + 8, (cell as bigint) >> 64n, true);
      break;
    default:
      target.setBigInt64(at, cell as bigint, true);
  }
}

/** Reverse of {@link writeFixed}. */
export function readFixed(type: DataType, source: DataView, at: number): Cell {
  switch (type.type) {
    case TDengineType.BOOL:
      return source.getUint8(at) !== 0;
    case TDengineType.TINYINT:
      return source.getInt8(at);
    case TDengineType.UTINYINT:
      return source.getUint8(at);
    case TDengineType.SMALLINT:
      return source.getInt16(at, true);
    case TDengineType.USMALLINT:
      return source.getUint16(at, true);
    case TDengineType.INT:
      return source.getInt32(at, true);
    case TDengineType.UINT:
      return source.getUint32(at, true);
    case TDengineType.FLOAT:
      return source.getFloat32(at, true);
    case TDengineType.DOUBLE:
      return source.getFloat64(at, true);
    case TDengineType.UBIGINT:
      return source.getBigUint64(at, true);
    case TDengineType.DECIMAL:
      return (
        (source.getBigInt64(at + 8, true) << 64n) |
        source.getBigUint64(at, true)
      );
    default:
      return source.getBigInt64(at, true);
  }
}

/** A whole value as it stands in a block: variable types with their length in front. */
export function encodeCell(
  type: DataType,
  cell: Exclude<Cell, undefined>,
): Uint8Array {
  const size = fixedSize(type);
  if (size !== undefined) {
    const bytes = new Uint8Array(size);
    writeFixed(type, cell, new DataView(bytes.buffer), 0);
    return bytes;
  }
  const value = encodeVariable(type, cell);
  const prefix = prefixSize(type);
  const bytes = Buffer.allocUnsafe(prefix + value.length);
  bytes.writeUIntLE(value.length, 0, prefix);
  bytes.set(value, prefix);
  return bytes;
}
