import type { Cell } from '../types/Cell';
import { fixedSize, type DataType } from '../types/DataType';
import { encodeCell, writeFixed } from '../types/encoding';
import { ColumnVector } from './ColumnVector';

/** Values kept as they are: computed columns and rows of catalogue tables. */
export class CellVector extends ColumnVector {
  private readonly size: number | undefined;
  /** Encoded forms of variable length, which are asked for twice: for their size and for themselves. */
  private readonly encoded: Array<Uint8Array | undefined> = [];

  constructor(type: DataType, private readonly cells: readonly Cell[]) {
    super(type, cells.length);
    this.size = fixedSize(type);
  }

  isNull(row: number): boolean {
    return this.cells[row] === undefined;
  }

  cell(row: number): Cell {
    return this.cells[row];
  }

  sizeOf(row: number): number {
    return this.size ?? this.encode(row)?.length ?? 0;
  }

  writeValue(row: number, target: Uint8Array, at: number): void {
    if (this.size !== undefined) {
      this.writeRange(row, row + 1, target, at);
      return;
    }
    const bytes = this.encode(row);
    if (bytes) {
      target.set(bytes, at);
    }
  }

  override writeRange(
    from: number,
    to: number,
    target: Uint8Array,
    at: number,
  ): void {
    if (this.size === undefined) {
      super.writeRange(from, to, target, at);
      return;
    }
    const view = new DataView(
      target.buffer,
      target.byteOffset,
      target.byteLength,
    );
    for (let row = from; row < to; row++) {
      const cell = this.cells[row];
      if (cell !== undefined) {
        writeFixed(this.type, cell, view, at + (row - from) * this.size);
      }
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
