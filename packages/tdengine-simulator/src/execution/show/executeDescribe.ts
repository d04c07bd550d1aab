import { TDengineType } from 'tdengine-client';
import { sqlErrors } from '../../SqlError';
import type { Describe } from '../../sql/show';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import {
  columnsOf,
  tagsOf,
  type Table,
  type SuperTable,
} from '../../storage/Table';
import type { Cell } from '../../types/Cell';
import { lengthOf } from '../../types/DataType';
import { describeTypeName } from '../../types/typeNames';
import { rowsResult, type QueryResult } from '../results';
import { SYSTEM_DATABASES, type Session } from '../Session';
import { sourceOf } from '../systemTables/objectTables';
import { fields } from '../systemTables/SystemTable';
import { systemTable } from '../systemTables/systemRelation';

const BASE = 'field v325, type v20, length int, note v16';

/** Runs DESCRIBE: columns and tags, with their compression or, of virtual tables, what they refer to. */
export function executeDescribe(
  { name }: Describe,
  session: Session,
): QueryResult {
  const database = session.databaseName(name);
  if (SYSTEM_DATABASES.includes(database)) {
    return describeSystemTable(database, name.table);
  }
  const table = session.table(name);
  const isVirtual = table.kind === 'virtual';
  const more = isVirtual ? 'ref v259' : 'encode v12, compress v12, level v12';
  const rows = [
    ...columnsOf(table).map(column =>
      row(table, column, column.compositeKey ? 'COMPOSITE KEY' : ''),
    ),
    ...tagsOf(table).map(tag => row(table, tag, 'TAG')),
  ];
  return rowsResult(fields(`${BASE}, ${more}`), rows);
}

function row(
  table: Table | SuperTable,
  column: ColumnDefinition,
  note: string,
): Cell[] {
  const { name, type } = column;
  return [
    name,
    describeTypeName(type),
    type.type === TDengineType.BLOB ? type.bytes : lengthOf(type),
    note,
    ...(table.kind === 'virtual'
      ? [sourceOf(table, column) ?? '']
      : [column.encode, column.compress, column.level]),
  ];
}

function describeSystemTable(database: string, name: string): QueryResult {
  const table = systemTable(database, name);
  if (!table) {
    throw sqlErrors.noSuchTable();
  }
  return rowsResult(
    fields(BASE),
    table.fields.map(field => [
      field.name,
      describeTypeName(field.type),
      lengthOf(field.type),
      '',
    ]),
  );
}
