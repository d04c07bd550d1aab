/** One thing that is measured. Labels never hold ids or people. */
export interface MetricDefinition {
  /**
   * As it is called everywhere: the unit is part of it, so that exporters that add units and those that do not come to the
   * same name.
   */
  name: string;
  kind: 'counter' | 'histogram' | 'gauge';
  unit?: string;
  description: string;
  labels: readonly string[];
  /** Of a histogram. */
  boundaries?: readonly number[];
}

/** Everything that is measured; `docs/monitoring.md` lists the same. */
export const METRICS = {
  runs: {
    name: 'tdengine_backup_runs',
    kind: 'counter',
    description: 'Runs that began and ended',
    labels: ['kind', 'result', 'server'],
  },
  runDuration: {
    name: 'tdengine_backup_run_duration_seconds',
    kind: 'histogram',
    unit: 's',
    description: 'From the begin of the first try of a run to its end',
    labels: ['kind', 'result', 'server'],
    boundaries: [
      1, 5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400,
    ],
  },
  rows: {
    name: 'tdengine_backup_rows',
    kind: 'counter',
    description: 'Rows in good backups and in restores that succeeded',
    labels: ['kind', 'server'],
  },
  bytes: {
    name: 'tdengine_backup_bytes',
    kind: 'counter',
    unit: 'By',
    description:
      'Bytes of good backups, as they were read and as they are stored',
    labels: ['form', 'server'],
  },
  compressionRatio: {
    name: 'tdengine_backup_compression_ratio',
    kind: 'histogram',
    unit: '1',
    description: 'Bytes read by bytes stored, of good backups',
    labels: ['server'],
    boundaries: [1, 2, 3, 5, 8, 13, 20, 30, 50, 100],
  },
  restoredRows: {
    name: 'tdengine_backup_restored_rows',
    kind: 'counter',
    description:
      'Rows of restored tables, by whether source, file and target have as many',
    labels: ['agreement', 'server'],
  },
  notifications: {
    name: 'tdengine_backup_notifications',
    kind: 'counter',
    description:
      'Messages that were sent, tries that failed, and messages given up',
    labels: ['notifier', 'result'],
  },
  queueLength: {
    name: 'tdengine_backup_queue_length',
    kind: 'gauge',
    description: 'Jobs that wait',
    labels: ['kind'],
  },
  jobsRunning: {
    name: 'tdengine_backup_jobs_running',
    kind: 'gauge',
    description: 'Jobs that run',
    labels: ['kind'],
  },
  lastGoodAge: {
    name: 'tdengine_backup_policy_last_good_backup_age_seconds',
    kind: 'gauge',
    unit: 's',
    description:
      'Since the last good backup of an enabled policy was done, or since the policy was made where there is none',
    labels: ['policy', 'server'],
  },
  objective: {
    name: 'tdengine_backup_policy_objective_seconds',
    kind: 'gauge',
    unit: 's',
    description:
      'The longest time without a new good backup, of enabled policies that say one',
    labels: ['policy', 'server'],
  },
  failing: {
    name: 'tdengine_backup_policy_failing',
    kind: 'gauge',
    description:
      '1 where the last run of an enabled policy failed, otherwise 0',
    labels: ['policy', 'server'],
  },
  damaged: {
    name: 'tdengine_backup_damaged_backups',
    kind: 'gauge',
    description: 'Backups whose last verification found them damaged',
    labels: [],
  },
  tickAge: {
    name: 'tdengine_backup_scheduler_last_tick_age_seconds',
    kind: 'gauge',
    unit: 's',
    description: 'Since the scheduler looked last',
    labels: [],
  },
  paused: {
    name: 'tdengine_backup_scheduler_paused',
    kind: 'gauge',
    description: '1 while all policies are paused or switched off, otherwise 0',
    labels: [],
  },
  outboxWaiting: {
    name: 'tdengine_backup_outbox_waiting',
    kind: 'gauge',
    description: 'Messages that wait for delivery',
    labels: ['notifier'],
  },
  outboxAge: {
    name: 'tdengine_backup_outbox_oldest_age_seconds',
    kind: 'gauge',
    unit: 's',
    description: 'Since the message that waits longest was written',
    labels: ['notifier'],
  },
} as const satisfies Record<string, MetricDefinition>;

/** The names under which Prometheus has a metric. */
export function prometheusNames({ name, kind }: MetricDefinition): string[] {
  switch (kind) {
    case 'counter':
      return [`${name}_total`];
    case 'histogram':
      return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
    default:
      return [name];
  }
}
