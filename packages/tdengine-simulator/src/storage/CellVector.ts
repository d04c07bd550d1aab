import type { Cell } from '../types/Cell';
import { fixedSize, type DataType } from '../types/DataType';
import { encodeCell } from '../types/encoding';
import { ColumnVector } from './ColumnVector';

/** Values kept as they are: computed columns and rows of catalogue tables. */
export class CellVector extends ColumnVector {
  private readonly nullSize: number;
  private readonly encoded: Array<Uint8Array | undefined> = [];

  constructor(type: DataType, private readonly cells: readonly Cell[]) {
    super(type, cells.length);
    this.nullSize = fixedSize(type) ?? 0;
  }

  isNull(row: number): boolean {
    return this.cells[row] === undefined;
  }

  cell(row: number): Cell {
    return this.cells[row];
  }

  sizeOf(row: number): number {
    return this.encode(row)?.length ?? this.nullSize;
  }

  writeValue(row: number, target: Uint8Array, at: number): void {
    const bytes = this.encode(row);
    if (bytes) {
      target.set(bytes, at);
    }
  }

  private encode(row: number): Uint8Array | undefined {
    const cell = this.cells[row];
    if (cell === undefined) {
      return undefined;
    }
    this.encoded[row] ??= encodeCell(this.type, cell);
    return this.encoded[row];
  }
}

/** The same value in every row: a tag, the table's name, a column the table does not have (NULL). */
export class ConstantVector extends ColumnVector {
  private readonly encoded: Uint8Array | undefined;
  private readonly size: number;

  constructor(type: DataType, private readonly value: Cell, length: number) {
    super(type, length);
    this.encoded = value === undefined ? undefined : encodeCell(type, value);
    this.size = this.encoded?.length ?? fixedSize(type) ?? 0;
  }

  isNull(): boolean {
    return this.value === undefined;
  }

  cell(): Cell {
    return this.value;
  }

  sizeOf(): number {
    return this.size;
  }

  writeValue(_row: number, target: Uint8Array, at: number): void {
    if (this.encoded) {
      target.set(this.encoded, at);
    }
  }

  override sizeOfRange(from: number, to: number): number {
    return (to - from) * this.size;
  }
}
