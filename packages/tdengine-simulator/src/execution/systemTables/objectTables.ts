import type { Database } from '../../storage/Database';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import {
  columnsOf,
  tableTypeName,
  tagsOf,
  type SuperTable,
  type Table,
} from '../../storage/Table';
import type { Cell } from '../../types/Cell';
import { columnTypeName, sqlTypeName } from '../../types/typeNames';
import type { Session } from '../Session';
import { tagText } from '../tagText';
import { fields, time, type SystemTable } from './SystemTable';

function databasesOf({ catalog }: Session): Iterable<Database> {
  return catalog.databases.values();
}

const insStables: SystemTable = {
  fields:
    fields(`stable_name v192, db_name v64, create_time time, columns int, tags int, last_update time,
    table_comment v1024, watermark v64, max_delay v64, rollup v128, uid bigint, isvirtual bool, keep bigint`),
  *rows(session) {
    for (const database of databasesOf(session)) {
      for (const table of database.superTables.values()) {
        yield [
          table.name,
          database.name,
          time(table.createTime),
          table.columns.length,
          table.tags.length,
          time(table.lastUpdate),
          table.comment,
          '5000a,5000a',
          '-1a,-1a',
          '',
          table.uid,
          table.virtual,
          BigInt(table.keep),
        ];
      }
    }
  },
};

const insTables: SystemTable = {
  fields:
    fields(`table_name v192, db_name v64, create_time time, columns int, stable_name v192, uid bigint,
    vgroup_id int, ttl int, table_comment v1024, type v21`),
  *rows(session) {
    for (const database of databasesOf(session)) {
      for (const table of database.tables.values()) {
        yield [
          table.name,
          database.name,
          time(table.createTime),
          columnsOf(table).length,
          superTableName(table),
          table.uid,
          table.vgroupId,
          table.ttl,
          table.comment,
          tableTypeName(table),
        ];
      }
    }
  },
};

const insTags: SystemTable = {
  fields: fields(
    `table_name v192, db_name v64, stable_name v192, tag_name v64, tag_type v32, tag_value v16384`,
  ),
  *rows(session) {
    for (const database of databasesOf(session)) {
      for (const table of database.tables.values()) {
        for (const tag of tagsOf(table)) {
          yield [
            table.name,
            database.name,
            superTableName(table),
            tag.name,
            sqlTypeName(tag.type),
            table.kind === 'normal'
              ? undefined
              : tagText(tag.type, table.tags.get(tag.id)),
          ];
        }
      }
    }
  },
};

const insColumns: SystemTable = {
  fields:
    fields(`table_name v192, db_name v64, table_type v21, col_name v64, col_type v32, col_length int,
    col_precision int, col_scale int, col_nullable int, col_source v258, col_id smallint`),
  *rows(session) {
    for (const database of databasesOf(session)) {
      for (const table of database.tables.values()) {
        yield* columnRows(database, table, tableTypeName(table));
      }
      for (const table of database.superTables.values()) {
        yield* columnRows(database, table, 'SUPER_TABLE');
      }
    }
  },
};

function* columnRows(
  database: Database,
  table: Table | SuperTable,
  type: string,
): Iterable<Cell[]> {
  for (const column of columnsOf(table)) {
    yield [
      table.name,
      database.name,
      type,
      column.name,
      columnTypeName(column.type),
      column.type.bytes,
      undefined,
      undefined,
      undefined,
      sourceOf(table, column),
      column.id,
    ];
  }
}

/** `database.table.column` that a column of a virtual table refers to. */
export function sourceOf(
  table: Table | SuperTable,
  column: ColumnDefinition,
): string | undefined {
  const reference =
    table.kind === 'virtual' ? table.references.get(column.id) : undefined;
  return (
    reference && `${reference.database}.${reference.table}.${reference.column}`
  );
}

const insVirtualChildColumns: SystemTable = {
  fields:
    fields(`table_name v192, stable_name v192, db_name v64, col_name v64, uid bigint, col_id int,
    col_source v258, vgroup_id int`),
  *rows(session) {
    for (const database of databasesOf(session)) {
      for (const table of database.tables.values()) {
        if (table.kind === 'virtual' && table.superTable) {
          for (const column of columnsOf(table)) {
            const source = sourceOf(table, column);
            yield [
              table.name,
              table.superTable.name,
              database.name,
              column.name,
              table.uid,
              source === undefined ? undefined : column.id,
              source,
              table.vgroupId,
            ];
          }
        }
      }
    }
  },
};

const insIndexes: SystemTable = {
  fields:
    fields(`index_name v192, db_name v64, table_name v192, vgroup_id int, create_time time, column_name v192,
    index_type v192`),
  *rows(session) {
    for (const database of databasesOf(session)) {
      for (const { name, tags, createTime } of database.superTables.values()) {
        const tag = tags[0].name;
        yield indexRow(`${tag}_${name}`, database.name, name, createTime, tag);
      }
    }
    for (const index of session.catalog.indexes) {
      const { name, database, superTable, createTime, tag } = index;
      yield indexRow(name, database, superTable, createTime, tag);
    }
  },
};

function indexRow(
  name: string,
  database: string,
  table: string,
  createTime: number,
  tag: string,
): Cell[] {
  return [name, database, table, undefined, time(createTime), tag, 'tag_index'];
}

function superTableName(table: Table): string | undefined {
  return table.kind === 'normal' ? undefined : table.superTable?.name;
}

export const objectTables: Record<string, SystemTable> = {
  ins_stables: insStables,
  ins_tables: insTables,
  ins_tags: insTags,
  ins_columns: insColumns,
  ins_virtual_child_columns: insVirtualChildColumns,
  ins_indexes: insIndexes,
};
