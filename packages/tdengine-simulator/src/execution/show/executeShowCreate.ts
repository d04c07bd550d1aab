import { SqlError, sqlErrors } from '../../SqlError';
import type { ShowCreate } from '../../sql/show';
import type { Database } from '../../storage/Database';
import { formatMinutes } from '../../storage/DatabaseOptions';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import {
  tagsOf,
  type ChildTable,
  type SuperTable,
  type Table,
  type VirtualTable,
} from '../../storage/Table';
import { types } from '../../types/DataType';
import { decodeText } from '../../types/encoding';
import { sqlTypeName } from '../../types/typeNames';
import { rowsResult, type QueryResult } from '../results';
import type { Session } from '../Session';
import { tagLiteral } from '../tagText';

/** Longest statement TDengine prints; the rest is cut off without a word. */
const LONGEST_DDL = 65_535;

/** Runs SHOW CREATE, whose statements leave out what those of the server leave out. */
export function executeShowCreate(
  { type, name }: ShowCreate,
  session: Session,
): QueryResult {
  if (type === 'database') {
    return showCreateDatabase(session.catalog.database(name.table));
  }
  if (type === 'view') {
    throw sqlErrors.notSupported();
  }
  const table = session.table(name);
  if (type === 'stable' && table.kind !== 'super') {
    throw new SqlError(0x022f, 'Table is not a super table');
  }
  const isVirtual =
    table.kind === 'super' ? table.virtual : table.kind === 'virtual';
  if (type === 'vtable' && !isVirtual) {
    throw new SqlError(
      0x268e,
      `table type is ${table.kind} table, but use show create virtual table`,
    );
  }
  const [first, second] =
    type === 'vtable'
      ? ['Virtual Table', 'Create Virtual Table']
      : ['Table', 'Create Table'];
  return rowsResult(
    [
      { name: first, type: types.varchar(193) },
      { name: second, type: types.varchar(3_145_726) },
    ],
    [[table.name, decodeText(createStatement(table).subarray(0, LONGEST_DDL))]],
  );
}

function createStatement(table: Table | SuperTable): Buffer {
  switch (table.kind) {
    case 'super':
      return Buffer.from(superTableStatement(table));
    case 'child':
      return childStatement('TABLE', table, '');
    case 'virtual':
      return virtualStatement(table);
    default:
      return Buffer.from(
        `CREATE TABLE ${quoted(table.name)} (${columnList(
          table.columns,
        )})${options(table)}`,
      );
  }
}

function superTableStatement(table: SuperTable): string {
  const keep = table.keep === -1 ? '' : ` KEEP ${table.keep}m`;
  return `CREATE STABLE ${quoted(table.name)} (${columnList(
    table.columns,
  )}) TAGS (${columnList(table.tags)})${options(table)}${keep}${
    table.virtual ? ' VIRTUAL 1' : ''
  }`;
}

function virtualStatement(table: VirtualTable): Buffer {
  if (table.superTable) {
    const references = table.superTable.columns
      .filter(({ id }) => table.references.has(id))
      .map(column => `${quoted(column.name)}${from(table, column)}`);
    return childStatement('VTABLE', table, ` (${references.join(', ')})`);
  }
  const columns = table.columns.map(
    column => columnText(column) + from(table, column),
  );
  return Buffer.from(
    `CREATE VTABLE ${quoted(table.name)} (${columns.join(', ')})`,
  );
}

function from(table: VirtualTable, { id }: ColumnDefinition): string {
  const reference = table.references.get(id);
  return reference
    ? ` FROM ${quoted(reference.database)}.${quoted(reference.table)}.${quoted(
        reference.column,
      )}`
    : '';
}

function childStatement(
  kind: string,
  table: ChildTable | VirtualTable,
  columns: string,
): Buffer {
  const tags = tagsOf(table);
  const names = tags.map(({ name }) => quoted(name)).join(', ');
  const head = `CREATE ${kind} ${quoted(table.name)}${columns} USING ${quoted(
    table.superTable!.name,
  )} (${names}) TAGS (`;
  const values = tags.flatMap(({ type, id }, index) => [
    ...(index === 0 ? [] : [Buffer.from(', ')]),
    tagLiteral(type, table.tags.get(id)),
  ]);
  return Buffer.concat([
    Buffer.from(head),
    ...values,
    Buffer.from(`)${options(table)}`),
  ]);
}

/** A name in backticks, those in it doubled. */
function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function columnList(columns: ColumnDefinition[]): string {
  return columns.map(columnText).join(', ');
}

function columnText({ name, type, compositeKey }: ColumnDefinition): string {
  return `${quoted(name)} ${sqlTypeName(type)}${
    compositeKey ? ' COMPOSITE KEY' : ''
  }`;
}

function options({ comment, ttl }: { comment?: string; ttl: number }): string {
  const commentText = comment === undefined ? '' : ` COMMENT '${comment}'`;
  return ttl > 0 ? `${commentText} TTL ${ttl}` : commentText;
}

function showCreateDatabase({ name, options: o }: Database): QueryResult {
  const statement = [
    `CREATE DATABASE ${quoted(name)}`,
    `BUFFER ${o.buffer} CACHESIZE ${o.cachesize} CACHEMODEL '${o.cachemodel}'`,
    `COMP ${o.comp} DURATION ${formatMinutes(o.duration)}`,
    `WAL_FSYNC_PERIOD ${o.wal_fsync_period} MAXROWS ${o.maxrows}`,
    `MINROWS ${o.minrows} STT_TRIGGER ${o.stt_trigger}`,
    `KEEP ${o.keep.map(formatMinutes).join(',')} PAGES ${o.pages}`,
    `PAGESIZE ${o.pagesize} PRECISION '${o.precision}' REPLICA ${o.replica}`,
    `WAL_LEVEL ${o.wal_level} VGROUPS ${o.vgroups}`,
    `SINGLE_STABLE ${o.single_stable} TABLE_PREFIX ${o.table_prefix}`,
    `TABLE_SUFFIX ${o.table_suffix} TSDB_PAGESIZE ${o.tsdb_pagesize}`,
    `WAL_RETENTION_PERIOD ${o.wal_retention_period}`,
    `WAL_RETENTION_SIZE ${o.wal_retention_size}`,
    `KEEP_TIME_OFFSET ${o.keep_time_offset}`,
    `ENCRYPT_ALGORITHM '${o.encrypt_algorithm}'`,
    `SS_CHUNKPAGES ${o.ss_chunkpages} SS_KEEPLOCAL ${o.ss_keeplocal}m`,
    `SS_COMPACT ${o.ss_compact}`,
    `COMPACT_INTERVAL ${formatMinutes(o.compact_interval)}`,
    `COMPACT_TIME_RANGE ${o.compact_time_range.map(formatMinutes).join(',')}`,
    `COMPACT_TIME_OFFSET ${o.compact_time_offset / 60}h`,
  ].join(' ');
  return rowsResult(
    [
      { name: 'Database', type: types.varchar(63) },
      { name: 'Create Database', type: types.varchar(65_517) },
    ],
    [[name, statement]],
  );
}
