import type { Cell } from '../types/Cell';
import type { ColumnDefinition } from './ColumnDefinition';
import { TableData } from './TableData';

/** What every table has, whatever its kind. */
interface TableBase {
  name: string;
  uid: bigint;
  vgroupId: number;
  /** Milliseconds since the epoch. */
  createTime: number;
  /** Days until the table removes itself; 0 for never. */
  ttl: number;
  /** As typed between the quotes, escapes included: that is what TDengine keeps. */
  comment?: string;
}

/** Where a column of a virtual table takes its values. */
export interface ColumnReference {
  database: string;
  table: string;
  column: string;
}

export interface SuperTable {
  readonly kind: 'super';
  name: string;
  uid: bigint;
  createTime: number;
  lastUpdate: number;
  columns: ColumnDefinition[];
  tags: ColumnDefinition[];
  comment?: string;
  virtual: boolean;
  /** Minutes rows are kept; -1 where the database decides. */
  keep: number;
  /** Days from the option list; children inherit nothing of it. */
  ttl: number;
  nextColumnId: number;
}

export interface NormalTable extends TableBase {
  readonly kind: 'normal';
  columns: ColumnDefinition[];
  nextColumnId: number;
  readonly data: TableData;
}

export interface ChildTable extends TableBase {
  readonly kind: 'child';
  readonly superTable: SuperTable;
  /** Values by id of the super table's tag. */
  readonly tags: Map<number, Cell>;
  readonly data: TableData;
}

export interface VirtualTable extends TableBase {
  readonly kind: 'virtual';
  /** `undefined` for a virtual table on its own. */
  readonly superTable?: SuperTable;
  /** Those of a table on its own; a child has the super table's. */
  columns: ColumnDefinition[];
  nextColumnId: number;
  readonly tags: Map<number, Cell>;
  /** By column id. */
  readonly references: Map<number, ColumnReference>;
}

export type StoredTable = NormalTable | ChildTable;
export type Table = StoredTable | VirtualTable;

/** Columns of a table, the time column first. */
export function columnsOf(table: Table | SuperTable): ColumnDefinition[] {
  switch (table.kind) {
    case 'child':
      return table.superTable.columns;
    case 'virtual':
      return table.superTable?.columns ?? table.columns;
    default:
      return table.columns;
  }
}

/** Tags of a table; none where it belongs to no super table. */
export function tagsOf(table: Table | SuperTable): ColumnDefinition[] {
  switch (table.kind) {
    case 'super':
      return table.tags;
    case 'child':
      return table.superTable.tags;
    case 'virtual':
      return table.superTable?.tags ?? [];
    default:
      return [];
  }
}

/** As `ins_tables.type` says it. */
export function tableTypeName(table: Table): string {
  switch (table.kind) {
    case 'normal':
      return 'NORMAL_TABLE';
    case 'child':
      return 'CHILD_TABLE';
    default:
      return table.superTable ? 'VIRTUAL_CHILD_TABLE' : 'VIRTUAL_NORMAL_TABLE';
  }
}
