import { ConstantVector } from './ConstantVector';
import type { ColumnDefinition } from './ColumnDefinition';
import type { ColumnVector } from './ColumnVector';
import type { RowBatch } from './RowBatch';
import { createColumn, type StoredColumn } from './StoredColumn';
import { mergeRuns, type Run } from './mergeRuns';

/** Rows of a table at one moment. */
export interface TableSnapshot {
  /** Ticks of the time column, ascending. */
  keys: BigInt64Array;
  vector(column: ColumnDefinition): ColumnVector;
}

const NO_KEYS = new BigInt64Array(0);

/**
 * The rows of one table, by ascending key, column by column. A change that is no plain append builds new columns, so whoever
 * reads keeps seeing the rows as they were.
 */
export class TableData {
  private stored = new Map<number, StoredColumn>();
  private count = 0;
  private sortedKeys = NO_KEYS;

  get rows(): number {
    return this.count;
  }

  /** Bytes of a row on the average, as blocks state columns. */
  get rowBytes(): number {
    let bytes = 0;
    for (const column of this.stored.values()) {
      bytes += column.bytesPerRow;
    }
    return bytes;
  }

  /** Ticks of the time column; do not change. */
  get keys(): BigInt64Array {
    return this.sortedKeys.subarray(0, this.count);
  }

  /** The values of a column as they are now; all NULL where nothing was ever written to it. */
  vector(column: ColumnDefinition): ColumnVector {
    return (
      this.stored.get(column.id)?.vector() ??
      new ConstantVector(column.type, undefined, this.count)
    );
  }

  /** The rows as they are now, whatever is written later. */
  snapshot(): TableSnapshot {
    const { stored, keys } = this;
    return {
      keys,
      vector: column =>
        stored.get(column.id)?.vector() ??
        new ConstantVector(column.type, undefined, keys.length),
    };
  }

  /**
   * Takes rows in; a row whose key is there already is overwritten in the columns the batch has.
   *
   * @returns the number of distinct keys written
   */
  insert(columns: readonly ColumnDefinition[], batch: RowBatch): number {
    const incoming = batch.sorted();
    if (incoming.rows === 0) {
      return 0;
    }
    const last = this.count - 1;
    const second = this.secondKey(columns);
    if (
      this.count === 0 ||
      incoming.compareTo(0, this.sortedKeys[last], second, last) > 0
    ) {
      this.append(columns, incoming);
    } else {
      const { keys } = this;
      this.rebuild(columns, mergeRuns({ keys, second }, incoming), incoming);
    }
    return incoming.rows;
  }

  /** Removes rows from one index up to, not including, another. */
  remove(columns: readonly ColumnDefinition[], from: number, to: number): void {
    if (from < to) {
      this.rebuild(columns, [
        { kind: 'stored', from: 0, to: from },
        { kind: 'stored', from: to, to: this.count },
      ]);
    }
  }

  /** Forgets the values of a dropped column. */
  dropColumn(id: number): void {
    this.stored = new Map(this.stored);
    this.stored.delete(id);
  }

  private secondKey(
    columns: readonly ColumnDefinition[],
  ): () => ColumnVector | undefined {
    const column = columns.find(({ compositeKey }) => compositeKey);
    let vector: ColumnVector | undefined;
    return () => {
      vector ??= column && this.vector(column);
      return vector;
    };
  }

  private append(columns: readonly ColumnDefinition[], batch: RowBatch): void {
    for (const column of columns) {
      const vector = batch.vectors.get(column.id);
      let stored = this.stored.get(column.id);
      if (!stored && vector) {
        stored = createColumn(column.type, this.count + batch.rows);
        this.stored.set(column.id, stored);
        appendNulls(stored, column, this.count);
      }
      if (stored && vector) {
        stored.appendRange(vector, 0, batch.rows);
      } else if (stored) {
        appendNulls(stored, column, batch.rows);
      }
    }
    this.appendKeys(batch.keys);
  }

  private appendKeys(keys: BigInt64Array): void {
    const needed = this.count + keys.length;
    if (needed > this.sortedKeys.length) {
      const grown = new BigInt64Array(
        Math.max(needed, this.sortedKeys.length * 2),
      );
      grown.set(this.sortedKeys);
      this.sortedKeys = grown;
    }
    this.sortedKeys.set(keys, this.count);
    this.count = needed;
  }

  private rebuild(
    columns: readonly ColumnDefinition[],
    runs: Run[],
    batch?: RowBatch,
  ): void {
    const rebuilt = new Map<number, StoredColumn>();
    for (const column of columns) {
      const vector = batch?.vectors.get(column.id);
      if (vector || this.stored.has(column.id)) {
        const fresh = createColumn(
          column.type,
          this.count + (batch?.rows ?? 0),
        );
        copyRuns(runs, this.vector(column), vector, fresh, column);
        rebuilt.set(column.id, fresh);
      }
    }
    this.stored = rebuilt;
    const keys = this.sortedKeys;
    this.sortedKeys = NO_KEYS;
    this.count = 0;
    for (const run of runs) {
      if (run.kind === 'overwritten') {
        this.appendKeys(keys.subarray(run.stored, run.stored + run.rows));
      } else {
        const source = run.kind === 'stored' ? keys : batch!.keys;
        this.appendKeys(source.subarray(run.from, run.to));
      }
    }
  }
}

function appendNulls(
  stored: StoredColumn,
  { type }: ColumnDefinition,
  rows: number,
): void {
  stored.appendRange(new ConstantVector(type, undefined, rows), 0, rows);
}

function copyRuns(
  runs: Run[],
  old: ColumnVector,
  incoming: ColumnVector | undefined,
  target: StoredColumn,
  column: ColumnDefinition,
): void {
  for (const run of runs) {
    if (run.kind === 'overwritten') {
      const [vector, row] = incoming
        ? [incoming, run.incoming]
        : [old, run.stored];
      target.appendRange(vector, row, row + run.rows);
    } else if (run.kind === 'stored') {
      target.appendRange(old, run.from, run.to);
    } else if (incoming) {
      target.appendRange(incoming, run.from, run.to);
    } else {
      appendNulls(target, column, run.to - run.from);
    }
  }
}
