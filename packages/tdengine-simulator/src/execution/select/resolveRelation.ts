import { sqlErrors } from '../../SqlError';
import type { Source } from '../../sql/select';
import type { QueryResult } from '../results';
import { SYSTEM_DATABASES, type Session } from '../Session';
import { systemRelation } from '../systemTables/systemRelation';
import type { Relation } from './Relation';
import { RowsRelation } from './RowsRelation';
import type { SelectStatement } from '../../sql/select';
import { StoredRelation } from './StoredRelation';
import { VirtualRelation } from './VirtualRelation';

/** Finds what a FROM clause names. */
export function resolveRelation(
  source: Source,
  session: Session,
  runQuery: (query: SelectStatement) => QueryResult,
): Relation {
  if (source.kind === 'query') {
    return RowsRelation.ofResult(runQuery(source.query));
  }
  const databaseName = session.databaseName(source.name);
  if (SYSTEM_DATABASES.includes(databaseName)) {
    const relation = systemRelation(databaseName, source.name.table, session);
    if (!relation) {
      throw sqlErrors.noSuchTable();
    }
    return relation;
  }
  const database = session.catalog.database(databaseName);
  const table = session.table({ ...source.name, database: databaseName });
  if (table.kind === 'virtual' || (table.kind === 'super' && table.virtual)) {
    return VirtualRelation.create(session.catalog, database, table);
  }
  return new StoredRelation(database, table);
}
