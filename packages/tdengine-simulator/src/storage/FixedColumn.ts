import type { Cell } from '../types/Cell';
import type { DataType } from '../types/DataType';
import { readFixed, writeFixed } from '../types/encoding';
import { ColumnVector } from './ColumnVector';

/** Values of a fixed size, side by side as in a block, and one byte a row that is 1 for NULL. */
export class FixedVector extends ColumnVector {
  private readonly view: DataView;

  constructor(
    type: DataType,
    length: number,
    readonly bytes: Uint8Array,
    readonly nulls: Uint8Array,
  ) {
    super(type, length);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  isNull(row: number): boolean {
    return this.nulls[row] !== 0;
  }

  cell(row: number): Cell {
    return this.nulls[row]
      ? undefined
      : readFixed(this.type, this.view, row * this.type.bytes);
  }

  sizeOf(): number {
    return this.type.bytes;
  }

  writeValue(row: number, target: Uint8Array, at: number): void {
    const size = this.type.bytes;
    const from = row * size;
    for (let index = 0; index < size; index++) {
      target[at + index] = this.bytes[from + index];
    }
  }

  override sizeOfRange(from: number, to: number): number {
    return (to - from) * this.type.bytes;
  }

  override writeRange(
    from: number,
    to: number,
    target: Uint8Array,
    at: number,
  ): void {
    const size = this.type.bytes;
    target.set(this.bytes.subarray(from * size, to * size), at);
  }
}

/** A growing column of values of a fixed size. What is written once is never changed: see {@link ColumnVector}. */
export class FixedColumn {
  private bytes: Uint8Array;
  private view: DataView;
  private nulls: Uint8Array;
  private length = 0;

  constructor(private readonly type: DataType, capacity = 16) {
    this.bytes = new Uint8Array(capacity * type.bytes);
    this.view = new DataView(this.bytes.buffer);
    this.nulls = new Uint8Array(capacity);
  }

  appendCell(cell: Cell): void {
    this.reserve(1);
    const size = this.type.bytes;
    if (cell === undefined) {
      this.nulls[this.length] = 1;
    } else {
      writeFixed(this.type, cell, this.view, this.length * size);
    }
    this.length++;
  }

  appendRange(vector: ColumnVector, from: number, to: number): void {
    this.reserve(to - from);
    const size = this.type.bytes;
    vector.writeRange(from, to, this.bytes, this.length * size);
    for (let row = from; row < to; row++) {
      this.nulls[this.length++] = vector.isNull(row) ? 1 : 0;
    }
  }

  get bytesPerRow(): number {
    return this.type.bytes;
  }

  vector(): FixedVector {
    return new FixedVector(this.type, this.length, this.bytes, this.nulls);
  }

  private reserve(rows: number): void {
    const needed = this.length + rows;
    if (needed <= this.nulls.length) {
      return;
    }
    const capacity = Math.max(needed, this.nulls.length * 2);
    const bytes = new Uint8Array(capacity * this.type.bytes);
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
    const nulls = new Uint8Array(capacity);
    nulls.set(this.nulls);
    this.nulls = nulls;
  }
}
