import { Precision } from 'tdengine-client';

/**
 * A column or tag, as `DESCRIBE` gives it.
 *
 * @public
 */
export interface ColumnDefinition {
  name: string;
  /** As SQL declares it: `VARCHAR(64)`, `BIGINT UNSIGNED`, `DECIMAL(20, 4)`. */
  type: string;
  /** The second part of a composite primary key. */
  compositeKey?: true;
  encode?: string;
  compress?: string;
  level?: string;
}

/**
 * @public
 */
export interface SuperTableSchema {
  name: string;
  /** Its child tables refer to columns of other tables and hold no rows. */
  virtual?: true;
  columns: ColumnDefinition[];
  tags: ColumnDefinition[];
  /** The text between the quotes as it was typed, escapes included; that is how TDengine keeps it. */
  comment?: string;
  /** Its own KEEP in minutes, where it has one. */
  keepMinutes?: number;
}

/**
 * @public
 */
export interface NormalTableSchema {
  name: string;
  columns: ColumnDefinition[];
  /** See {@link SuperTableSchema.comment}. */
  comment?: string;
  /** Days; counted from the creation of the table. */
  ttl?: number;
}

/**
 * The column another table lends to a virtual table.
 *
 * @public
 */
export interface ColumnReference {
  database: string;
  table: string;
  column: string;
}

/**
 * @public
 */
export interface VirtualColumnDefinition {
  name: string;
  type: string;
  /** Absent where the column is always NULL. */
  from?: ColumnReference;
}

/**
 * A virtual table: only its definition is kept, its rows are those of other tables.
 *
 * @public
 */
export interface VirtualTableSchema {
  name: string;
  /** The virtual super table it belongs to; absent for a virtual table of its own. */
  superTable?: string;
  columns: VirtualColumnDefinition[];
  /** Values of the super table's tags in their order, as in table lists; `null` for NULL. */
  tags?: unknown[];
}

/**
 * The definitions of one database, or of the chosen tables of it: `schemas/<database>/schema.json`. It is complete
 * enough to make everything anew but child tables, whose tags are in the table lists.
 *
 * @public
 */
export interface DatabaseSchema {
  formatVersion: 1;
  database: string;
  /** Whether it was backed up as a whole, or chosen tables only. */
  complete: boolean;
  precision: Precision;
  /** The columns of `information_schema.ins_databases` that are not NULL, without facts such as times and counts. */
  options: Record<string, string | number | boolean>;
  superTables: SuperTableSchema[];
  normalTables: NormalTableSchema[];
  virtualTables: VirtualTableSchema[];
}
