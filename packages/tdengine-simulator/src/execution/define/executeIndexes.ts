import { SqlError, sqlErrors } from '../../SqlError';
import type { CreateIndex, DropIndex } from '../../sql/indexes';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';

export function createIndex(
  { name, ifNotExists, table: tableName, tag }: CreateIndex,
  session: Session,
): UpdateResult {
  const { indexes } = session.catalog;
  const database = session.databaseOf(tableName);
  const superTable = session.table(tableName);
  if (superTable.kind !== 'super') {
    throw sqlErrors.noSuchSuperTable();
  }
  const position = superTable.tags.findIndex(
    candidate => candidate.name === tag,
  );
  if (position < 0) {
    throw sqlErrors.invalidTagName(tag);
  }
  const exists = indexes.some(
    index =>
      index.database === database.name &&
      (index.name === name.table ||
        (index.superTable === superTable.name && index.tag === tag)),
  );
  // The first tag has an index of its own from the beginning.
  if (exists || position === 0) {
    if (ifNotExists) {
      return updated();
    }
    throw new SqlError(0x0483, 'index already exists in db');
  }
  indexes.push({
    name: name.table,
    database: database.name,
    superTable: superTable.name,
    tag,
    createTime: Date.now(),
  });
  return updated();
}

export function dropIndex(
  { name, ifExists }: DropIndex,
  session: Session,
): UpdateResult {
  const { indexes } = session.catalog;
  const database = session.databaseOf(name);
  const position = indexes.findIndex(
    index => index.database === database.name && index.name === name.table,
  );
  if (position >= 0) {
    indexes.splice(position, 1);
  } else if (!ifExists) {
    throw new SqlError(0x0484, 'index not exist');
  }
  return updated();
}
