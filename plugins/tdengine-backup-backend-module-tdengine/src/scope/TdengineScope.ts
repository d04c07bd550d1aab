/**
 * Tables of one database, by names and patterns (`*` any characters, `?` one).
 *
 * @public
 */
export interface TdengineTableSelection {
  /** Its name. */
  database: string;
  /** Super tables (with all their child tables), child tables, normal tables and virtual tables. */
  include: string[];
  /** What to leave out of it; a super table left out takes its child tables along. */
  exclude?: string[];
}

/**
 * What of an instance a backup holds: everything, or databases and tables side by side.
 *
 * @public
 */
export type TdengineScope =
  | {
      all: true;
      /** To leave out: databases, or tables as `database.table`; names or patterns in both. */
      exclude?: string[];
    }
  | {
      /** Whole databases, names or patterns. */
      databases?: string[];
      /**
       * To leave out: databases of those that `databases` match, or tables of any as `database.table`; names or patterns
       * in both.
       */
      exclude?: string[];
      /** Chosen tables of other databases. */
      tables?: TdengineTableSelection[];
    };

/**
 * Databases that belong to the server and are never backed up or restored.
 *
 * @public
 */
export const SYSTEM_DATABASES: readonly string[] = [
  'information_schema',
  'performance_schema',
];
