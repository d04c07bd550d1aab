import type { Cell } from '../types/Cell';
import { prefixSize, type DataType } from '../types/DataType';
import { decodeVariable, encodeCell } from '../types/encoding';
import { ColumnVector } from './ColumnVector';

const NULL_START = 0xffff_ffff;

/**
 * Values of variable length, each with its length in front as in a block, one behind the other; `starts` says where the
 * value of a row begins.
 */
export class VariableVector extends ColumnVector {
  private readonly prefix: 2 | 4;

  constructor(
    type: DataType,
    length: number,
    readonly heap: Buffer,
    readonly starts: Uint32Array,
  ) {
    super(type, length);
    this.prefix = prefixSize(type);
  }

  isNull(row: number): boolean {
    return this.starts[row] === NULL_START;
  }

  cell(row: number): Cell {
    const start = this.starts[row];
    if (start === NULL_START) {
      return undefined;
    }
    const from = start + this.prefix;
    return decodeVariable(
      this.type,
      this.heap.subarray(from, start + this.sizeOf(row)),
    );
  }

  sizeOf(row: number): number {
    const start = this.starts[row];
    if (start === NULL_START) {
      return 0;
    }
    return (
      this.prefix +
      (this.prefix === 2
        ? this.heap[start] | (this.heap[start + 1] << 8)
        : this.heap.readUInt32LE(start))
    );
  }

  writeValue(row: number, target: Uint8Array, at: number): void {
    const start = this.starts[row];
    if (start !== NULL_START) {
      const size = this.sizeOf(row);
      for (let index = 0; index < size; index++) {
        target[at + index] = this.heap[start + index];
      }
    }
  }
}

/** A growing column of values of variable length. What is written once is never changed: see {@link ColumnVector}. */
export class VariableColumn {
  private heap: Buffer;
  private starts: Uint32Array;
  private heapLength = 0;
  private length = 0;

  constructor(private readonly type: DataType, capacity = 16) {
    this.heap = Buffer.allocUnsafe(capacity * 8);
    this.starts = new Uint32Array(capacity);
  }

  appendCell(cell: Cell): void {
    this.reserveRows(1);
    if (cell === undefined) {
      this.starts[this.length++] = NULL_START;
      return;
    }
    const bytes = encodeCell(this.type, cell);
    this.reserveHeap(bytes.length);
    this.heap.set(bytes, this.heapLength);
    this.starts[this.length++] = this.heapLength;
    this.heapLength += bytes.length;
  }

  appendRange(vector: ColumnVector, from: number, to: number): void {
    this.reserveRows(to - from);
    this.reserveHeap(vector.sizeOfRange(from, to));
    for (let row = from; row < to; row++) {
      if (vector.isNull(row)) {
        this.starts[this.length++] = NULL_START;
      } else {
        vector.writeValue(row, this.heap, this.heapLength);
        this.starts[this.length++] = this.heapLength;
        this.heapLength += vector.sizeOf(row);
      }
    }
  }

  get bytesPerRow(): number {
    return this.heapLength / Math.max(1, this.length);
  }

  vector(): VariableVector {
    return new VariableVector(this.type, this.length, this.heap, this.starts);
  }

  private reserveRows(rows: number): void {
    const needed = this.length + rows;
    if (needed > this.starts.length) {
      const starts = new Uint32Array(Math.max(needed, this.starts.length * 2));
      starts.set(this.starts);
      this.starts = starts;
    }
  }

  private reserveHeap(bytes: number): void {
    const needed = this.heapLength + bytes;
    if (needed > this.heap.length) {
      const heap = Buffer.allocUnsafe(Math.max(needed, this.heap.length * 2));
      heap.set(this.heap.subarray(0, this.heapLength));
      this.heap = heap;
    }
  }
}
