import { SqlError, sqlErrors } from '../../SqlError';
import type { DeleteStatement } from '../../sql/delete';
import { lowerBound } from '../../storage/lowerBound';
import { columnsOf, type StoredTable } from '../../storage/Table';
import { updated, type UpdateResult } from '../results';
import { analyseConditions } from '../select/conditions';
import { namesTable, rowScope } from '../select/scopes';
import { StoredRelation } from '../select/StoredRelation';
import { SYSTEM_DATABASES, type Session } from '../Session';

/** Runs DELETE: by a range of time and, for a super table, by tags and names. */
export function executeDelete(
  { name, where }: DeleteStatement,
  session: Session,
): UpdateResult {
  const databaseName = session.databaseName(name);
  if (SYSTEM_DATABASES.includes(databaseName)) {
    throw sqlErrors.invalidOperation(
      `Cannot delete from system database: \`${databaseName}\``,
    );
  }
  const database = session.catalog.database(databaseName);
  const target = session.table(name);
  if (target.kind === 'virtual') {
    throw sqlErrors.notSupported();
  }
  const relation = new StoredRelation(database, target);
  const conditions = analyseConditions(
    where,
    relation,
    rowScope(session, relation),
  );
  if (where && namesTable(where)) {
    throw new SqlError(0x264c, 'Invalid tbname pseudo column');
  }
  if (conditions.matchesRow) {
    throw new SqlError(
      0x2655,
      'The DELETE statement must only have a definite time window range',
    );
  }
  let affected = 0;
  for (const table of matchingTables(relation, conditions.bounds, conditions)) {
    const { keys } = table.data;
    const { from, to } = conditions.bounds;
    const first = from === undefined ? 0 : lowerBound(keys, from);
    const last = to === undefined ? keys.length : lowerBound(keys, to);
    if (first < last) {
      table.data.remove(columnsOf(table), first, last);
      database.countWrite(table.vgroupId);
      affected += last - first;
    }
  }
  return updated(affected);
}

function matchingTables(
  relation: StoredRelation,
  bounds: ReturnType<typeof analyseConditions>['bounds'],
  conditions: ReturnType<typeof analyseConditions>,
): StoredTable[] {
  return relation
    .members(bounds)
    .filter(table => conditions.matchesTable(relation.tableSegment(table)));
}
