import { sqlErrors } from '../../SqlError';
import type { InsertStatement, InsertTarget } from '../../sql/insert';
import type { InsertValue } from '../../sql/literal';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import type { ColumnVector } from '../../storage/ColumnVector';
import type { Database } from '../../storage/Database';
import { createColumn } from '../../storage/StoredColumn';
import {
  columnsOf,
  type StoredTable,
  type SuperTable,
  type Table,
} from '../../storage/Table';
import { updated, type UpdateResult } from '../results';
import { SYSTEM_DATABASES, type Session } from '../Session';
import { createChildTable } from './createChildTable';
import { insertByName } from './insertByName';
import { literalToCell } from './literalToCell';
import { writeRows } from './writeRows';

/** Values of one table, converted and ready to be written. */
interface Batch {
  database: Database;
  table: StoredTable;
  vectors: Map<number, ColumnVector>;
}

/** Runs INSERT. Everything is read and checked before the first row is written. */
export function executeInsert(
  statement: InsertStatement,
  session: Session,
): UpdateResult {
  const batches = statement.targets.flatMap(target =>
    prepareTarget(target, statement.sql, session),
  );
  let affected = 0;
  for (const { database, table, vectors } of joinBatches(batches)) {
    affected += writeRows(database, table, vectors);
  }
  return updated(affected);
}

function prepareTarget(
  target: InsertTarget,
  sql: string,
  session: Session,
): Batch[] {
  const { table: name } = target;
  if (name.database === undefined && session.database === undefined) {
    throw sqlErrors.invalidOperation('db is not specified');
  }
  if (SYSTEM_DATABASES.includes(session.databaseName(name))) {
    throw sqlErrors.systemTable();
  }
  const database = session.databaseOf(name);
  const table = findOrCreate(target, sql, session);
  if (target.rows.length === 0) {
    throw sqlErrors.insertSyntax('no any data points');
  }
  if (table.kind === 'super') {
    return insertByName(target, table, sql, session).map(part => ({
      database,
      table: part.table,
      vectors: readRows(
        target,
        part.columns,
        part.rows,
        database,
        session,
        sql,
      ),
    }));
  }
  if (table.kind === 'virtual') {
    throw sqlErrors.invalidOperation('Virtual table can not be written');
  }
  const columns = columnsOf(table);
  const chosen = target.columns
    ? target.columns.map(column => findColumn(columns, column))
    : columns;
  const vectors = readRows(target, chosen, target.rows, database, session, sql);
  return [{ database, table, vectors }];
}

function findOrCreate(
  target: InsertTarget,
  sql: string,
  session: Session,
): Table | SuperTable {
  const { table: name, using } = target;
  const existing = session.databaseOf(name).find(name.table);
  if (existing) {
    return existing;
  }
  if (!using) {
    throw sqlErrors.noSuchTable();
  }
  return createChildTable(name, using, {}, session, sql);
}

function findColumn(
  columns: readonly ColumnDefinition[],
  name: string,
): ColumnDefinition {
  const column = columns.find(candidate => candidate.name === name);
  if (!column) {
    throw sqlErrors.noSuchColumn(name);
  }
  return column;
}

/** Converts tuples to columns. */
function readRows(
  target: InsertTarget,
  columns: Array<ColumnDefinition | undefined>,
  rows: InsertValue[][],
  { precision }: Database,
  { timeZone }: Session,
  sql: string,
): Map<number, ColumnVector> {
  const key = columnsKey(columns);
  if (!key) {
    throw sqlErrors.invalidOperation(
      'Primary timestamp column should not be null',
    );
  }
  const builders = columns.map(
    column =>
      column && { column, values: createColumn(column.type, rows.length) },
  );
  for (const row of rows) {
    requireLength(row, columns.length, target, sql);
    row.forEach((value, index) => {
      const builder = builders[index];
      if (builder) {
        if (value.kind === 'null' && builder.column === key) {
          throw sqlErrors.insertSyntax(
            sql.slice(value.start),
            'Primary timestamp column should not be null',
          );
        }
        const { name, type } = builder.column;
        builder.values.appendCell(
          literalToCell(value, { name, type, precision, timeZone, sql }),
        );
      }
    });
  }
  return new Map(
    builders.flatMap(builder =>
      builder ? [[builder.column.id, builder.values.vector()]] : [],
    ),
  );
}

/** The time column has the id 1 in every table. */
function columnsKey(columns: Array<ColumnDefinition | undefined>) {
  return columns.find(column => column?.id === 1);
}

function requireLength(
  row: InsertValue[],
  expected: number,
  _target: InsertTarget,
  sql: string,
): void {
  if (row.length < expected) {
    throw sqlErrors.insertSyntax(
      sql.slice(sql.indexOf(')', row.at(-1)!.start)),
      ', expected',
    );
  }
  if (row.length > expected) {
    throw sqlErrors.insertSyntax(
      sql.slice(sql.lastIndexOf(',', row[expected].start)),
      ') expected',
    );
  }
}

/** Puts the tuples a statement has for a table in several places together: a key in two of them counts once. */
function joinBatches(batches: Batch[]): Batch[] {
  const seen = new Set(batches.map(({ table }) => table));
  if (seen.size === batches.length) {
    return batches;
  }
  const joined: Batch[] = [];
  for (const batch of batches) {
    const match = joined.find(
      ({ table, vectors }) =>
        table === batch.table && sameKeys(vectors, batch.vectors),
    );
    if (match) {
      match.vectors = concatenate(columnsOf(batch.table), match, batch);
    } else {
      joined.push(batch);
    }
  }
  return joined;
}

function sameKeys(
  left: Map<number, ColumnVector>,
  right: Map<number, ColumnVector>,
): boolean {
  return (
    left.size === right.size && [...left.keys()].every(id => right.has(id))
  );
}

function concatenate(
  columns: readonly ColumnDefinition[],
  left: Batch,
  right: Batch,
): Map<number, ColumnVector> {
  return new Map(
    columns
      .filter(({ id }) => left.vectors.has(id))
      .map(column => {
        const values = createColumn(column.type, 16);
        for (const { vectors } of [left, right]) {
          const vector = vectors.get(column.id)!;
          values.appendRange(vector, 0, vector.length);
        }
        return [column.id, values.vector()];
      }),
  );
}
