import type { BlockColumn } from 'tdengine-client';
import { ColumnVector } from '../storage/ColumnVector';
import type { Cell } from '../types/Cell';
import { fixedSize, prefixSize, type DataType } from '../types/DataType';
import { decodeVariable, readFixed } from '../types/encoding';

/** A column of a block that a client sent, read where it lies. */
export class WireVector extends ColumnVector {
  private readonly size: number | undefined;
  private readonly prefix: 2 | 4;

  /** @param type - of the table's column, whose width may be more than the block's */
  constructor(
    type: DataType,
    length: number,
    private readonly column: BlockColumn,
  ) {
    super(type, length);
    this.size = fixedSize(type);
    this.prefix = prefixSize(type);
  }

  isNull(row: number): boolean {
    return this.column.isNull(row);
  }

  cell(row: number): Cell {
    const bytes = this.column.bytes(row);
    if (!bytes) {
      return undefined;
    }
    if (this.size === undefined) {
      return decodeVariable(this.type, Buffer.from(bytes));
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return readFixed(this.type, view, 0);
  }

  sizeOf(row: number): number {
    if (this.size !== undefined) {
      return this.size;
    }
    const bytes = this.column.bytes(row);
    return bytes ? this.prefix + bytes.length : 0;
  }

  writeValue(row: number, target: Uint8Array, at: number): void {
    const bytes = this.column.bytes(row);
    if (!bytes) {
      return;
    }
    let position = at;
    if (this.size === undefined) {
      for (let index = 0; index < this.prefix; index++) {
        target[position++] = (bytes.length >>> (8 * index)) & 0xff;
      }
    }
    target.set(bytes, position);
  }
}
