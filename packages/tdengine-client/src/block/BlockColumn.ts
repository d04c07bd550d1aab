import type { ColumnType, Value } from './ColumnSchema';
import { NULL_OFFSET, type ColumnLayout } from './blockLayout';
import { formatDecimal } from './decimal';
import {
  TDengineType,
  lengthPrefixOf,
  longestValueOf,
  typeName,
} from './TDengineType';
import { decodeUcs4, decodeUtf8 } from './text';

/**
 * One column of a {@link ColumnBlock}; reads values where they lie.
 *
 * @public
 */
export class BlockColumn {
  /** Type as the block's header states it. */
  readonly schema: ColumnType;
  /** Number of rows, the block's. */
  readonly rows: number;
  /** @internal */
  readonly layout: ColumnLayout;
  readonly #bytes: Buffer;
  readonly #view: DataView;

  /** @internal */
  constructor(
    bytes: Buffer,
    view: DataView,
    rows: number,
    layout: ColumnLayout,
  ) {
    this.schema = layout.type;
    this.rows = rows;
    this.layout = layout;
    this.#bytes = bytes;
    this.#view = view;
  }

  /**
   * Whether the value of a row is NULL.
   *
   * @throws RangeError for a row that the block does not have
   */
  isNull(row: number): boolean {
    this.#checkRow(row);
    const { fixedSize, headStart } = this.layout;
    if (fixedSize === undefined) {
      return this.#view.getInt32(headStart + row * 4, true) === NULL_OFFSET;
    }
    return (this.#bytes[headStart + (row >> 3)] & (0x80 >> (row & 7))) !== 0;
  }

  /**
   * The value of a row, see {@link Value} for the forms.
   *
   * @throws RangeError for a row that the block does not have
   */
  value(row: number): Value {
    if (this.isNull(row)) {
      return undefined;
    }
    const { fixedSize, dataStart } = this.layout;
    return fixedSize === undefined
      ? this.#variableValue(row)
      : this.#fixedValue(dataStart + row * fixedSize);
  }

  /**
   * The bytes of a row's value as they lie in the block, without the length prefix; a view, not a copy. Values of fixed
   * size are little-endian, NCHAR is UCS-4 little-endian.
   *
   * @returns `undefined` for NULL
   * @throws RangeError for a row that the block does not have
   */
  bytes(row: number): Uint8Array | undefined {
    if (this.isNull(row)) {
      return undefined;
    }
    const { fixedSize, dataStart } = this.layout;
    if (fixedSize !== undefined) {
      const start = dataStart + row * fixedSize;
      return this.#bytes.subarray(start, start + fixedSize);
    }
    const [start, end] = this.#variableRange(row);
    return this.#bytes.subarray(start, end);
  }

  /**
   * The column as it lies in the block, for types of fixed size: the bitmap of NULLs, first row in the highest bit, and
   * the values one behind the other, which under a NULL mean nothing. Views, not copies.
   *
   * @throws TypeError for a column of variable length
   */
  fixedParts(): { nulls: Uint8Array; values: Uint8Array } {
    const { fixedSize, headStart, dataStart, dataEnd } = this.layout;
    if (fixedSize === undefined) {
      throw new TypeError(
        `Values of ${typeName(this.schema.type)} have no fixed size`,
      );
    }
    return {
      nulls: this.#bytes.subarray(headStart, dataStart),
      values: this.#bytes.subarray(dataStart, dataEnd),
    };
  }

  /**
   * Writes the length of every value, for types of variable length.
   *
   * @param target - gets the bytes of each value without its length prefix, -1 for NULL
   * @param at - where in `target` the first row goes
   * @returns the bytes of all values together
   * @throws TypeError for a column of fixed size
   */
  readLengths(target: Int32Array, at: number): number {
    const { headStart, dataStart, type } = this.#variableLayout();
    const view = this.#view;
    const prefix = lengthPrefixOf(type.type);
    let total = 0;
    for (let row = 0; row < this.rows; row++) {
      const offset = view.getInt32(headStart + row * 4, true);
      let length = -1;
      if (offset !== NULL_OFFSET) {
        const start = dataStart + offset;
        length =
          prefix === 2
            ? view.getUint16(start, true)
            : view.getUint32(start, true);
        total += length;
      }
      target[at + row] = length;
    }
    return total;
  }

  /**
   * Copies all values one behind the other in the order of the rows, without their length prefixes, for types of variable
   * length.
   *
   * @param at - where in `target` the first value goes
   * @returns the bytes copied
   * @throws TypeError for a column of fixed size
   */
  copyValues(target: Uint8Array, at: number): number {
    this.#variableLayout();
    const bytes = this.#bytes;
    let position = at;
    for (let row = 0; row < this.rows; row++) {
      if (this.isNull(row)) {
        continue;
      }
      const [start, end] = this.#variableRange(row);
      // A call costs more than a short value.
      if (end - start > 32) {
        target.set(bytes.subarray(start, end), position);
        position += end - start;
      } else {
        for (let index = start; index < end; index++) {
          target[position++] = bytes[index];
        }
      }
    }
    return position - at;
  }

  /**
   * The first row whose value is longer than the column's type allows, `undefined` where all fit. Results of `SHOW` have
   * such values; a server that is sent one may fail.
   *
   * @internal
   */
  findTooLong(): number | undefined {
    if (this.layout.fixedSize !== undefined) {
      return undefined;
    }
    const longest = longestValueOf(this.schema.type, this.schema.bytes);
    for (let row = 0; row < this.rows; row++) {
      if (!this.isNull(row)) {
        const [start, end] = this.#variableRange(row);
        if (end - start > longest) {
          return row;
        }
      }
    }
    return undefined;
  }

  /**
   * How far the values of a TIMESTAMP column ascend: the first row behind `from` whose value is not greater than the one
   * before, `to` where there is none.
   *
   * @param from - first row, inside the block
   * @param to - row behind the last one
   */
  ascendingTo(from: number, to: number): number {
    const { dataStart } = this.layout;
    const view = this.#view;
    for (let row = from + 1; row < to; row++) {
      const at = dataStart + row * 8;
      const high = view.getInt32(at + 4, true);
      const highBefore = view.getInt32(at - 4, true);
      const ascends =
        high === highBefore
          ? view.getUint32(at, true) > view.getUint32(at - 8, true)
          : high > highBefore;
      if (!ascends) {
        return row;
      }
    }
    return to;
  }

  #fixedValue(position: number): Value {
    const view = this.#view;
    switch (this.schema.type) {
      case TDengineType.BOOL:
        return view.getUint8(position) !== 0;
      case TDengineType.TINYINT:
        return view.getInt8(position);
      case TDengineType.UTINYINT:
        return view.getUint8(position);
      case TDengineType.SMALLINT:
        return view.getInt16(position, true);
      case TDengineType.USMALLINT:
        return view.getUint16(position, true);
      case TDengineType.INT:
        return view.getInt32(position, true);
      case TDengineType.UINT:
        return view.getUint32(position, true);
      case TDengineType.FLOAT:
        return view.getFloat32(position, true);
      case TDengineType.DOUBLE:
        return view.getFloat64(position, true);
      case TDengineType.UBIGINT:
        return view.getBigUint64(position, true);
      case TDengineType.DECIMAL64:
        return formatDecimal(
          view.getBigInt64(position, true),
          this.schema.scale ?? 0,
        );
      case TDengineType.DECIMAL:
        return formatDecimal(
          (view.getBigInt64(position + 8, true) << 64n) |
            view.getBigUint64(position, true),
          this.schema.scale ?? 0,
        );
      default:
        return view.getBigInt64(position, true);
    }
  }

  #variableValue(row: number): Value {
    const [start, end] = this.#variableRange(row);
    switch (this.schema.type) {
      case TDengineType.VARCHAR:
      case TDengineType.JSON:
        return (
          decodeUtf8(this.#bytes, start, end) ??
          this.#bytes.subarray(start, end)
        );
      case TDengineType.NCHAR:
        return (
          decodeUcs4(this.#view, start, end) ?? this.#bytes.subarray(start, end)
        );
      default:
        return this.#bytes.subarray(start, end);
    }
  }

  #variableRange(row: number): [start: number, end: number] {
    const { headStart, dataStart, type } = this.layout;
    const prefixAt = dataStart + this.#view.getInt32(headStart + row * 4, true);
    const prefix = lengthPrefixOf(type.type);
    const length =
      prefix === 2
        ? this.#view.getUint16(prefixAt, true)
        : this.#view.getUint32(prefixAt, true);
    const start = prefixAt + prefix;
    return [start, start + length];
  }

  #variableLayout(): ColumnLayout {
    if (this.layout.fixedSize !== undefined) {
      throw new TypeError(
        `Values of ${typeName(this.schema.type)} have a fixed size`,
      );
    }
    return this.layout;
  }

  #checkRow(row: number): void {
    if (!(row >= 0 && row < this.rows)) {
      throw new RangeError(
        `Row ${row} is outside the block of ${this.rows} rows`,
      );
    }
  }
}
