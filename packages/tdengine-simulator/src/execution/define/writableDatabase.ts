import { sqlErrors } from '../../SqlError';
import type { TableName } from '../../sql/TokenStream';
import type { Database } from '../../storage/Database';
import { SYSTEM_DATABASES, type Session } from '../Session';

/** The database a table is to be created in. */
export function writableDatabase(name: TableName, session: Session): Database {
  if (SYSTEM_DATABASES.includes(session.databaseName(name))) {
    throw sqlErrors.systemTable();
  }
  return session.databaseOf(name);
}
