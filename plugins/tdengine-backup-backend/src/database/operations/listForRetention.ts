import { Knex } from 'knex';
import { ACTIVE_JOB_STATES } from '../../jobs/StoredJob';
import { BackupRow } from '../backupRows';
import { ExpiringBackup } from '../BackupStore';
import { toDate, toIso, toOptionalIso, toOptionalNumber } from '../conversion';

/** SQLite allows so many values in one statement. */
const IDS_PER_STATEMENT = 500;

type Row = Pick<
  BackupRow,
  | 'id'
  | 'origin'
  | 'name'
  | 'state'
  | 'verification'
  | 'pinned'
  | 'policy_id'
  | 'parent_id'
  | 'base_id'
  | 'created_at'
  | 'started_at'
  | 'finished_at'
  | 'size_bytes'
  | 'in_use_until'
>;

export async function listForRetention(
  tx: Knex.Transaction,
  policyId: string,
): Promise<ExpiringBackup[]> {
  const found = new Map<string, Row>();
  for (const row of await select(tx).where({ policy_id: policyId })) {
    found.set(row.id, row);
  }
  let added = [...found.values()];
  // A chain may lead out of the policy, and back into it.
  while (added.length > 0) {
    const related = await listRelated(tx, added);
    added = related.filter(({ id }) => !found.has(id));
    added.forEach(row => found.set(row.id, row));
  }
  const rows = [...found.values()];
  const busy = await listBusy(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(row => toExpiring(row, policyId, busy));
}

function toExpiring(
  row: Row,
  policyId: string,
  busy: ReadonlySet<string>,
): ExpiringBackup {
  return {
    id: row.id,
    name: row.name,
    // A backup that waited long in the queue holds what there was when its turn came.
    createdAt: toIso(row.started_at ?? row.created_at),
    finishedAt: toOptionalIso(row.finished_at),
    sizeBytes: toOptionalNumber(row.size_bytes),
    state: row.state,
    verification: row.verification,
    pinned: Boolean(row.pinned),
    references: referencesOf(row),
    busy: busy.has(row.id) || isInUse(row),
    ...(row.policy_id !== policyId && { outside: true }),
  };
}

/** The time of machines, as that of leases: nobody downloads by the clock of a schedule. */
function isInUse({ in_use_until: until }: Row): boolean {
  return until !== null && toDate(until).getTime() > Date.now();
}

/** What a backup from elsewhere says that it needs is not asked: anybody could keep any backup for ever by that. */
function referencesOf(row: Row): string[] {
  const references =
    row.origin === 'created' ? [row.parent_id, row.base_id] : [];
  return [...new Set(references.filter(id => id !== null))];
}

/** Those that the rows need, and those that need them. */
async function listRelated(
  tx: Knex.Transaction,
  rows: readonly Row[],
): Promise<Row[]> {
  const related: Row[] = [];
  for (const ids of chunks(rows.map(({ id }) => id))) {
    related.push(
      ...(await select(tx)
        .where({ origin: 'created' })
        .where(inner =>
          inner.whereIn('parent_id', ids).orWhereIn('base_id', ids),
        )),
    );
  }
  for (const ids of chunks(rows.flatMap(referencesOf))) {
    related.push(...(await select(tx).whereIn('id', ids)));
  }
  return related;
}

function select(tx: Knex.Transaction): Knex.QueryBuilder {
  return tx('backups')
    .whereNot({ state: 'deleted' })
    .orderBy('id')
    .forUpdate()
    .select(
      'id',
      'origin',
      'name',
      'state',
      'verification',
      'pinned',
      'policy_id',
      'parent_id',
      'base_id',
      'created_at',
      'started_at',
      'finished_at',
      'size_bytes',
      'in_use_until',
    );
}

async function listBusy(
  tx: Knex.Transaction,
  backupIds: readonly string[],
): Promise<Set<string>> {
  const busy = new Set<string>();
  for (const ids of chunks(backupIds)) {
    const rows: string[] = await tx('jobs')
      .whereIn('backup_id', ids)
      .whereIn('state', ACTIVE_JOB_STATES)
      .pluck('backup_id');
    rows.forEach(id => busy.add(id));
  }
  return busy;
}

function chunks(ids: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
    found.push(ids.slice(start, start + IDS_PER_STATEMENT));
  }
  return found;
}
