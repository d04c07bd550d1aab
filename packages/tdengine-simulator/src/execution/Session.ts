import type { Precision } from 'tdengine-client';
import { sqlErrors } from '../SqlError';
import type { TableName } from '../sql/TokenStream';
import type { Catalog } from '../storage/Catalog';
import type { Database } from '../storage/Database';
import type { Table, SuperTable } from '../storage/Table';

/** Catalogues that are there without being databases of a user. */
export const SYSTEM_DATABASES: readonly string[] = [
  'information_schema',
  'performance_schema',
];

/** What a statement runs in: a user, perhaps a current database, a time zone. */
export class Session {
  database: string | undefined;
  timeZone = 'UTC';

  constructor(readonly catalog: Catalog, readonly user: string) {}

  /** Makes a database the current one. */
  use(name: string): void {
    if (!SYSTEM_DATABASES.includes(name)) {
      this.catalog.database(name);
    }
    this.database = name;
  }

  /** The database a name is in: the one it says or the current one. */
  databaseName(name: { database?: string }): string {
    const database = name.database ?? this.database;
    if (database === undefined) {
      throw sqlErrors.noDatabase();
    }
    return database;
  }

  databaseOf(name: { database?: string }): Database {
    return this.catalog.database(this.databaseName(name));
  }

  /** A table or super table that must be there. */
  table(name: TableName): Table | SuperTable {
    const table = this.databaseOf(name).find(name.table);
    if (!table) {
      throw sqlErrors.noSuchTable();
    }
    return table;
  }

  /** Precision of the current database; milliseconds where there is none. */
  get precision(): Precision {
    const database = this.database && this.catalog.databases.get(this.database);
    return database ? database.precision : 'ms';
  }
}
