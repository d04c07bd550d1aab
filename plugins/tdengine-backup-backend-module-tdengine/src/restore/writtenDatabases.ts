import { PlanDraft } from './PlanDraft';
import { RestoreDatabase } from './RestoreState';

/**
 * Databases, as they are called in the backup, that a restore writes into. Others are not asked about where it is decided who
 * may restore: what a backup refers to there could open what a person may not read.
 *
 * @internal
 */
export function writtenDatabases(
  draft: PlanDraft,
  databases: readonly RestoreDatabase[],
): Set<string> {
  const written = new Set(
    draft.objects
      .filter(
        ({ kind, action }) =>
          // Virtual tables and objects may be left out yet.
          kind !== 'virtualTable' &&
          kind !== 'other' &&
          action !== 'skip' &&
          action !== 'conflict',
      )
      .map(({ targetDatabase }) => targetDatabase),
  );
  return new Set(
    databases
      .filter(({ target }) => written.has(target))
      .map(({ database }) => database),
  );
}
