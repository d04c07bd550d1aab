import { sqlErrors } from '../../SqlError';
import type { UsingClause } from '../../sql/insert';
import type { SuperTable } from '../../storage/Table';
import type { Cell } from '../../types/Cell';
import type { Database } from '../../storage/Database';
import type { Session } from '../Session';
import { literalToCell } from './literalToCell';

/** Tags of a new child table by tag id, from a USING clause. */
export function tagValues(
  using: UsingClause,
  superTable: SuperTable,
  database: Database,
  session: Session,
  sql: string,
): Map<number, Cell> {
  const tags = using.tagNames
    ? using.tagNames.map(name => {
        const tag = superTable.tags.find(candidate => candidate.name === name);
        if (!tag) {
          throw sqlErrors.invalidTagName(name);
        }
        return tag;
      })
    : superTable.tags;
  if (using.values.length !== tags.length) {
    throw sqlErrors.tagsNotMatched();
  }
  return new Map(
    tags.map((tag, index) => [
      tag.id,
      literalToCell(using.values[index], {
        name: tag.name,
        type: tag.type,
        precision: database.precision,
        timeZone: session.timeZone,
        sql,
      }),
    ]),
  );
}
