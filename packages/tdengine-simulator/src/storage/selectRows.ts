import type { Cell } from '../types/Cell';
import { ConstantVector } from './ConstantVector';
import { ColumnVector } from './ColumnVector';

class SelectedVector extends ColumnVector {
  constructor(
    private readonly base: ColumnVector,
    private readonly rows: Int32Array,
  ) {
    super(base.type, rows.length);
  }

  isNull(row: number): boolean {
    return this.base.isNull(this.rows[row]);
  }

  cell(row: number): Cell {
    return this.base.cell(this.rows[row]);
  }

  sizeOf(row: number): number {
    return this.base.sizeOf(this.rows[row]);
  }

  writeValue(row: number, target: Uint8Array, at: number): void {
    this.base.writeValue(this.rows[row], target, at);
  }
}

/** The given rows of a vector, in the given order. */
export function selectRows(
  vector: ColumnVector,
  rows: Int32Array,
): ColumnVector {
  return vector instanceof ConstantVector
    ? new ConstantVector(vector.type, vector.cell(), rows.length)
    : new SelectedVector(vector, rows);
}
