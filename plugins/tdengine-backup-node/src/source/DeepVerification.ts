/**
 * How the values of one table in a backup stand to those at the source now.
 * @public
 */
export interface DeepVerifiedTable {
  database: string;
  /** As in the manifest: a super table with its child tables, or a normal table. */
  stable: string;
  /** Tables whose every value is the same at the source; child tables counted. */
  equalTables: number;
  /** Tables that have another number of rows by now, or are gone: nothing can be said of their values. */
  changedTables: number;
  /** Tables with as many rows as in the backup, and other values. */
  differingTables: number;
  /** Rows of the tables that are equal. */
  equalRows: number;
  /** Names of tables that differ, the first ten. */
  differing: string[];
  /** Why none of it could be compared. */
  reason?: string;
}

/**
 * A comparison of a backup's values with its source.
 * @public
 */
export interface DeepVerification {
  tables: DeepVerifiedTable[];
  /**
   * Databases of which nothing was written since the backup began, as far as the source can tell: there a difference is
   * no update that came later.
   */
  unmovedDatabases: string[];
}
