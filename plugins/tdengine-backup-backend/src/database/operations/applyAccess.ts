import { Knex } from 'knex';
import { RecordAccess } from '../../services/overviewTypes';
import { applyPolicy, RecordTable } from '../recordQueries';

/** Leaves the records that the caller may see. */
export function applyAccess(
  knex: Knex,
  builder: Knex.QueryBuilder,
  record: RecordTable,
  access: RecordAccess,
): void {
  if (access === 'none') {
    builder.whereRaw('1 = 0');
  } else if (access !== 'all') {
    applyPolicy(knex, builder, record, access);
  }
}
