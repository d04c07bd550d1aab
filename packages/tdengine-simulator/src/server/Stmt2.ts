import { TDengineType } from 'tdengine-client';
import { SqlError, sqlErrors } from '../SqlError';
import type { Session } from '../execution/Session';
import { writeRows } from '../execution/write/writeRows';
import { TokenStream } from '../sql/TokenStream';
import type { ColumnDefinition } from '../storage/ColumnDefinition';
import type { ColumnVector } from '../storage/ColumnVector';
import type { Database } from '../storage/Database';
import { FixedVector } from '../storage/FixedColumn';
import { createColumn } from '../storage/StoredColumn';
import { columnsOf, type StoredTable } from '../storage/Table';
import type { Cell } from '../types/Cell';
import { isVariable, lengthOf } from '../types/DataType';
import { readFixed } from '../types/encoding';
import {
  readBindPayload,
  type BoundColumn,
  type BoundTable,
} from './stmt2Payload';

/** What a prepared INSERT says: the table, where it names one, and its columns. */
interface Prepared {
  database?: string;
  table?: string;
  columns?: string[];
}

/** One statement of the stmt2 interface: prepared once, bound and executed again and again. */
export class Stmt2 {
  private prepared: Prepared | undefined;
  private bound: BoundTable[] = [];

  constructor(private readonly session: Session) {}

  /** Takes `INSERT INTO ? [(columns)] VALUES (?, …)`, or the same with the name of a table. */
  prepare(sql: string): void {
    const stream = new TokenStream(sql);
    stream.expectWord('insert', 'into');
    this.prepared = stream.acceptSymbol('?') ? {} : stream.tableName();
    if (stream.isSymbol('(')) {
      this.prepared.columns = stream.list(() => stream.name());
    }
    stream.expectWord('values');
    stream.list(() => stream.expectSymbol('?'));
  }

  /** Rows that wait for execution. */
  get boundRows(): number {
    return this.bound.reduce(
      (sum, { columns }) => sum + (columns[0]?.rows ?? 0),
      0,
    );
  }

  bind(payload: Buffer): void {
    if (!this.prepared) {
      throw new SqlError(0x022a, 'Stmt API usage error');
    }
    this.bound.push(...readBindPayload(payload));
  }

  /**
   * Writes what is bound.
   *
   * @returns rows, as many as were bound
   */
  execute(): number {
    const tables = this.bound;
    this.bound = [];
    if (!this.prepared || tables.length === 0) {
      throw new SqlError(0x022a, 'Stmt API usage error');
    }
    const writes = tables.map(bound => this.prepareWrite(bound));
    let rows = 0;
    for (const { database, table, vectors, count } of writes) {
      writeRows(database, table, vectors);
      rows += count;
    }
    return rows;
  }

  private prepareWrite({ name, columns }: BoundTable) {
    const { database: databaseName, table: tableName } = this.prepared!;
    const database: Database = this.session.databaseOf({
      database: databaseName,
    });
    const table = database.find(name ?? tableName ?? '');
    if (!table) {
      throw sqlErrors.noSuchTable();
    }
    if (table.kind === 'super' || table.kind === 'virtual') {
      throw sqlErrors.invalidParameters();
    }
    return {
      database,
      table,
      vectors: this.readColumns(table, columns),
      count: columns[0]?.rows ?? 0,
    };
  }

  private readColumns(
    table: StoredTable,
    bound: BoundColumn[],
  ): Map<number, ColumnVector> {
    const columns = columnsOf(table);
    const chosen = this.prepared!.columns?.map(name => {
      const column = columns.find(candidate => candidate.name === name);
      if (!column) {
        throw sqlErrors.noSuchColumn(name);
      }
      return column;
    });
    const targets = chosen ?? columns;
    if (targets.length !== bound.length) {
      throw new SqlError(0x0236, 'bind number out of range or not match');
    }
    return new Map(
      targets.map((column, index) => [column.id, build(column, bound[index])]),
    );
  }
}

function build(column: ColumnDefinition, bound: BoundColumn): ColumnVector {
  const { type } = column;
  if (bound.type !== type.type) {
    throw sqlErrors.invalidParameters();
  }
  if (bound.values?.length === bound.rows * type.bytes && !isVariable(type)) {
    return new FixedVector(type, bound.rows, bound.values, bound.nulls);
  }
  const values = createColumn(type, bound.rows);
  for (let row = 0; row < bound.rows; row++) {
    values.appendCell(
      bound.nulls[row] ? undefined : toCell(column, bound.bytes(row)),
    );
  }
  return values.vector();
}

/** NCHAR is bound as UTF-8; everything else as it lies in a block. */
function toCell({ name, type }: ColumnDefinition, bytes: Buffer): Cell {
  if (!isVariable(type)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return readFixed(type, view, 0);
  }
  const isNchar = type.type === TDengineType.NCHAR;
  const cell = isNchar ? bytes.toString('utf8') : bytes;
  const length = isNchar ? Array.from(cell as string).length : bytes.length;
  if (length > lengthOf(type)) {
    throw sqlErrors.valueTooLong(name);
  }
  return cell;
}
