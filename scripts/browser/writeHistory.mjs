import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const Database = require('better-sqlite3');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Makes the one run that every policy of a portal had by hand the last of a history, which no test has the time to wait
 * for: rows as the portal would have written them, straight into its database.
 *
 * @param histories - by the name of the policy: `every` hours, `days` back, `gigabytes` of one backup, `minutes` that it
 * takes, and the numbers of the runs, counted backwards from 1, that `fail` or were `missed`
 */
export function writeHistory(data, histories) {
  const database = new Database(
    path.join(data, 'database/tdengine-backup.sqlite'),
    { timeout: 20_000 },
  );
  try {
    database.transaction(() => {
      for (const [name, history] of Object.entries(histories)) {
        writePolicy(database, name, history);
      }
      writeSamples(database);
    })();
  } finally {
    database.close();
  }
}

function writePolicy(database, name, history) {
  const { every, days, gigabytes, minutes, fail = [], missed = [] } = history;
  const policy = database
    .prepare('select * from policies where name = ?')
    .get(name);
  const template = database
    .prepare('select * from backups where policy_id = ?')
    .get(policy.id);
  const last = lastPlanned(every);
  const count = Math.floor((days * 24) / every);
  for (let number = 1; number <= count; number++) {
    const plannedAt = last - (number - 1) * every * HOUR;
    const run = { plannedAt, policy, number };
    if (missed.includes(number)) {
      insert(database, 'policy_runs', {
        ...runRow(run),
        state: 'missed',
        missed_runs: 1,
        reason:
          'Nothing ran at that time, and it is too late to make up for it',
        cause: JSON.stringify({ code: 'tooLate' }),
      });
    } else {
      const growth = 1 - (0.004 * (number * every)) / 24;
      const bytes = Math.round(gigabytes * 1e9 * growth);
      const backup = backupRow(template, {
        plannedAt,
        minutes: minutes * growth * (1 + 0.12 * Math.sin(number * 7)),
        bytes,
        failed: fail.includes(number),
      });
      insertBackup(database, template, backup);
      insert(database, 'policy_runs', { ...runRow(run), backup_id: backup.id });
    }
  }
  database
    .prepare(
      'update policies set created_at = ?, failing_since = ? where id = ?',
    )
    .run(
      last - days * DAY,
      fail.includes(1) ? last - (fail.length - 1) * every * HOUR : null,
      policy.id,
    );
  // What was run by hand gave its place to the last planned run.
  database
    .prepare('delete from policy_runs where backup_id = ?')
    .run(template.id);
  for (const table of ['backup_copies', 'backup_databases']) {
    database
      .prepare(`delete from ${table} where backup_id = ?`)
      .run(template.id);
  }
  database.prepare('delete from backups where id = ?').run(template.id);
}

/** At two in the morning, or a multiple of the hours after that. */
function lastPlanned(every) {
  const today = new Date().setUTCHours(2, 0, 0, 0);
  const first = today > Date.now() ? today - DAY : today;
  return (
    first + Math.floor((Date.now() - first) / (every * HOUR)) * every * HOUR
  );
}

function runRow({ plannedAt, policy }) {
  return {
    id: randomUUID(),
    policy_id: policy.id,
    run_key: new Date(plannedAt).toISOString(),
    run_trigger: 'schedule',
    state: 'ended',
    planned_at: plannedAt,
    created_by: policy.created_by,
    created_at: plannedAt + 4_000,
  };
}

function backupRow(template, { plannedAt, minutes, bytes, failed }) {
  const startedAt = plannedAt + 5_000;
  const finishedAt = startedAt + Math.round(minutes * MINUTE);
  const stamp = new Date(plannedAt)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace('T', '_')
    .slice(0, 15);
  const id = randomUUID();
  return {
    ...template,
    id,
    name: template.name.replace(/\d{8}_\d{6}$/, stamp),
    name_key: id,
    set_prefix: `backups/${stamp.slice(0, 8)}/${id}`,
    mode: 'automatic',
    created_at: plannedAt + 4_000,
    updated_at: finishedAt,
    started_at: startedAt,
    finished_at: finishedAt,
    duration_ms: finishedAt - startedAt,
    // Otherwise the portal would look for the files, which there are none of.
    verified_at: failed ? null : Math.max(finishedAt, Date.now() - 10 * DAY),
    row_count: failed ? null : Math.round(bytes / 18),
    raw_bytes: failed ? null : bytes * 6,
    size_bytes: failed ? null : bytes,
    job_id: null,
    verify_job_id: null,
    ...(failed && {
      state: 'failed',
      verification: 'unverified',
      checksum: null,
      error: 'The server does not answer: connect ECONNREFUSED 10.20.4.17:6041',
    }),
  };
}

function insertBackup(database, template, backup) {
  insert(database, 'backups', backup);
  for (const table of ['backup_copies', 'backup_databases']) {
    const rows = database
      .prepare(`select * from ${table} where backup_id = ?`)
      .all(template.id);
    for (const row of rows) {
      insert(database, table, {
        ...row,
        backup_id: backup.id,
        size_bytes: backup.size_bytes,
        ...(table === 'backup_copies' && {
          location: backup.set_prefix,
          state: backup.size_bytes === null ? 'missing' : 'present',
        }),
      });
    }
  }
}

/** A sample a day, as the storage would have filled with these backups. */
function writeSamples(database) {
  const today = database
    .prepare('select * from storage_samples order by day desc')
    .get();
  for (let day = 0; day <= 45; day++) {
    const end = Date.now() - day * DAY;
    const { backups, bytes } = database
      .prepare(
        'select count(*) as backups, coalesce(sum(size_bytes), 0) as bytes from backups where finished_at < ? and size_bytes is not null',
      )
      .get(end);
    const used = database
      .prepare(
        'select coalesce(sum(size_bytes), 0) as bytes from backups where size_bytes is not null',
      )
      .get();
    insert(database, 'storage_samples', {
      ...today,
      day: new Date(end).toISOString().slice(0, 10),
      backups,
      used_bytes: bytes,
      free_bytes: today.free_bytes + used.bytes - bytes,
    });
  }
}

function insert(database, table, row) {
  const columns = Object.keys(row);
  database
    .prepare(
      `insert or replace into ${table} (${columns
        .map(name => `"${name}"`)
        .join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    .run(...Object.values(row));
}
