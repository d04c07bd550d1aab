import { Knex } from 'knex';
import { OverviewAccess, RecordAccess } from '../../services/overviewTypes';
import { BACKUPS, POLICIES, RecordTable } from '../recordQueries';
import { applyAccess } from './applyAccess';

/**
 * Leaves the alerts whose subject the caller may see. Whoever may see the policy may know that a backup of it is damaged,
 * and the other way round; what is about neither - a target - is for everybody who may see backups at all.
 */
export function applyAlertAccess(
  knex: Knex,
  builder: Knex.QueryBuilder,
  access: OverviewAccess,
): void {
  const ids = (record: RecordTable, allowed: RecordAccess) => {
    const records = knex(record.name).select(`${record.name}.id`);
    applyAccess(knex, records, record, allowed);
    return records;
  };
  if (access.backups === 'all' && access.policies === 'all') {
    return;
  }
  builder.where(visible =>
    visible
      .where(inner =>
        inner.whereNull('alerts.policy_id').whereNull('alerts.backup_id'),
      )
      .orWhereIn('alerts.policy_id', ids(POLICIES, access.policies))
      .orWhereIn('alerts.backup_id', ids(BACKUPS, access.backups)),
  );
}
