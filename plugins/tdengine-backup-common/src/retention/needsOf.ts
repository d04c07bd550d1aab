import { RatedBackup } from './rateBackups';

/**
 * Which backups of a list one of them holds. A record and what is gone hold none, unless the run of the record is being
 * repeated.
 * @internal
 */
export function needsOf(
  ordered: readonly RatedBackup[],
): (holder: RatedBackup) => RatedBackup[] {
  const byId = new Map(ordered.map(rated => [rated.backup.id, rated]));
  return ({ standing, backup }) => {
    const holds = standing !== 'gone' && (standing !== 'record' || backup.busy);
    if (!holds || backup.references.length === 0) {
      return [];
    }
    return [...new Set(backup.references)].flatMap(id => byId.get(id) ?? []);
  };
}
