import { SqlError, sqlErrors } from '../../SqlError';
import type {
  AlterDatabase,
  CreateDatabase,
  DropDatabase,
} from '../../sql/databases';
import { updated, type UpdateResult } from '../results';
import { SYSTEM_DATABASES, type Session } from '../Session';
import { applyOptions } from './databaseOptions';

export function createDatabase(
  { name, ifNotExists, options }: CreateDatabase,
  { catalog }: Session,
): UpdateResult {
  const applied = applyOptions(options);
  if (catalog.databases.has(name) && ifNotExists) {
    return updated();
  }
  if (SYSTEM_DATABASES.includes(name)) {
    throw new SqlError(0x0381, 'Database already exists');
  }
  catalog.createDatabase(name, applied);
  return updated();
}

export function alterDatabase(
  { name, options }: AlterDatabase,
  { catalog }: Session,
): UpdateResult {
  const database = catalog.database(name);
  const applied = applyOptions(options, database.options);
  const hasTopics = [...catalog.topics.values()].some(
    topic => topic.database === name,
  );
  if (hasTopics && applied.wal_retention_period === 0) {
    throw new SqlError(0x038c, 'WAL retention period is zero');
  }
  Object.assign(database.options, applied);
  return updated();
}

export function dropDatabase(
  { name, ifExists }: DropDatabase,
  session: Session,
): UpdateResult {
  if (SYSTEM_DATABASES.includes(name)) {
    throw sqlErrors.permissionDenied();
  }
  if (session.catalog.databases.has(name) || !ifExists) {
    session.catalog.dropDatabase(name);
  }
  return updated();
}
