import type { Cell } from '../types/Cell';
import type { DataType } from '../types/DataType';

/**
 * Values of one column over some rows, in whatever form they are kept. A vector never changes, so a scan that holds one
 * sees the table as it was when the scan began.
 */
export abstract class ColumnVector {
  constructor(readonly type: DataType, readonly length: number) {}

  abstract isNull(row: number): boolean;

  abstract cell(row: number): Cell;

  /** Bytes the value takes in a block, with its length prefix; 0 for a NULL of variable length. */
  abstract sizeOf(row: number): number;

  /** Writes the value as it stands in a block; a NULL of fixed size leaves zeros. */
  abstract writeValue(row: number, target: Uint8Array, at: number): void;

  sizeOfRange(from: number, to: number): number {
    let size = 0;
    for (let row = from; row < to; row++) {
      size += this.sizeOf(row);
    }
    return size;
  }

  writeRange(from: number, to: number, target: Uint8Array, at: number): void {
    let position = at;
    for (let row = from; row < to; row++) {
      this.writeValue(row, target, position);
      position += this.sizeOf(row);
    }
  }
}
