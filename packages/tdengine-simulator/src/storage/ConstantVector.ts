import type { Cell } from '../types/Cell';
import { fixedSize, type DataType } from '../types/DataType';
import { encodeCell } from '../types/encoding';
import { ColumnVector } from './ColumnVector';

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
