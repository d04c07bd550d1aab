import {
  PlanRestoreRequest,
  Restore,
  RestoreCheck,
  RestorePlan,
  RestorePlanObject,
  RestorePlanObjectActionEnum,
} from 'backstage-plugin-tdengine-backup-common';
import { sampleTables } from './sampleBackups';
import { DAY, MINUTE, ago } from './sampleClock';
import { sampleObjects } from './sampleInstances';
import { sampleJob, sampleProgress } from './sampleJobs';
import { sampleRestore } from './sampleRestore';

const ACTIONS = {
  refuse: 'conflict',
  merge: 'merge',
  replace: 'replace',
} as const;

/** A plan as the backend makes it: what has the name of a sample database exists, on whichever instance. */
export function samplePlan(request: PlanRestoreRequest): RestorePlan {
  const conflict = request.conflict ?? 'refuse';
  const target = request.rename?.power ?? 'power';
  const exists = sampleObjects.some(
    ({ kind, database }) => kind === 'database' && database === target,
  );
  const wanted = request.selection?.tables?.map(({ name }) => name);
  const tables = sampleTables.filter(
    ({ table }) => wanted === undefined || wanted.includes(table),
  );
  const action: RestorePlanObjectActionEnum = exists
    ? ACTIONS[conflict]
    : 'create';
  const notes: string[] = {
    create: [],
    skip: [],
    conflict: [`${target} exists, and nothing that exists may be touched`],
    merge: ['Exists with the same columns and tags'],
    replace: ['Its rows are removed first'],
  }[action];

  const objects: RestorePlanObject[] = [
    {
      kind: 'database',
      database: 'power',
      targetDatabase: target,
      action: action === 'replace' ? 'merge' : action,
      tableCount: tables.reduce((sum, { tableCount }) => sum + tableCount, 0),
      rowCount: tables.reduce((sum, { rowCount }) => sum + rowCount, 0),
      notes: exists ? notes : ['KEEP 3650d, PRECISION ms, VGROUPS 4'],
    },
    ...tables.map(table => ({
      kind: table.kind,
      database: table.database,
      name: table.table,
      targetDatabase: target,
      action,
      tableCount: table.tableCount,
      rowCount: table.rowCount,
      notes: [...notes],
    })),
  ];
  return {
    token: `plan-${target}-${conflict}`,
    backupId: request.backupId,
    instance: request.instance ?? 'production',
    objects,
    totals: {
      rows: objects[0].rowCount,
      tables: objects[0].tableCount,
      bytes: 412_300_000,
    },
    blockers:
      action === 'conflict'
        ? [
            `Database ${target} exists on the instance and conflicts are refused`,
          ]
        : [],
    warnings:
      request.options?.keep === 'drop'
        ? ['12,400 rows are older than KEEP 3650d and are left out']
        : [],
    ...(exists && action !== 'conflict' ? { confirmation: target } : {}),
  };
}

const CHECKS: RestoreCheck[] = sampleTables
  .filter(({ kind }) => kind !== 'virtualTable')
  .map(table => ({
    label: `${table.database}.${table.table}`,
    database: 'power_restored',
    table: table.table,
    tables: table.tableCount,
    sourceRows: table.rowCount,
    fileRows: table.rowCount,
    targetRows: table.rowCount,
    method: 'counts',
    differing: 0,
    differences: [],
  }));

/** A restore of every state that a list shows. */
export function sampleRestores(): Restore[] {
  const unfinished = {
    finishedAt: undefined,
    durationMs: undefined,
    rows: undefined,
    tables: undefined,
    checks: undefined,
  };
  return [
    sampleRestore({
      ...unfinished,
      id: 'restore-running',
      state: 'running',
      rename: { power: 'power_drill' },
      databases: ['power_drill'],
      remark: 'Quarterly recovery drill',
      createdAt: ago(3 * MINUTE),
      startedAt: ago(2 * MINUTE),
      jobId: 'job-restore-running',
      job: sampleJob({
        id: 'job-restore-running',
        type: 'restore',
        subjectId: 'restore-running',
        startedAt: ago(2 * MINUTE),
        progress: {
          ...sampleProgress,
          phase: 'restore',
          phases: ['plan', 'verify', 'restore', 'check'],
        },
      }),
    }),
    sampleRestore({
      ...unfinished,
      id: 'restore-queued',
      state: 'queued',
      mode: 'selective',
      backupId: 'backup-unverified',
      backupName: '发布前备份',
      instance: 'edge',
      rename: undefined,
      databases: ['能源监测'],
      conflict: 'merge',
      createdAt: ago(MINUTE),
      startedAt: undefined,
      createdBy: 'user:default/zhang.min',
      jobId: 'job-restore-queued',
      job: sampleJob({
        id: 'job-restore-queued',
        type: 'restore',
        subjectId: 'restore-queued',
        state: 'queued',
        progress: undefined,
        startedAt: undefined,
      }),
    }),
    sampleRestore({ checks: CHECKS }),
    sampleRestore({
      id: 'restore-failed',
      state: 'failed',
      conflict: 'merge',
      mode: 'selective',
      selection: { tables: [{ database: 'power', name: 'meters' }] },
      rename: undefined,
      databases: ['power'],
      timeRange: { from: '2026-10-01T00:00:00.000Z' },
      remark: 'Lost rows of October',
      createdAt: ago(2 * DAY),
      startedAt: ago(2 * DAY - 1_000),
      finishedAt: ago(2 * DAY - 4 * MINUTE),
      durationMs: 4 * MINUTE - 1_000,
      rows: 97_999_880,
      tables: 1000,
      error:
        'The counts of power.meters differ: 98,000,000 rows in the backup, 97,999,880 at the destination, in 2 of 1,000 tables.',
      removed: [],
      remaining: [
        'Database power existed before and was kept',
        '97,999,880 rows were written into power.meters',
      ],
      checks: [
        {
          ...CHECKS[0],
          database: 'power',
          targetRows: 97_999_880,
          method: 'keys',
          differing: 2,
          differences: [
            { table: 'd1007', file: 98_000, target: 97_900 },
            { table: 'd1311', file: 98_000, target: 97_980 },
          ],
        },
        { ...CHECKS[2], database: 'power' },
      ],
      jobId: 'job-restore-failed',
    }),
    sampleRestore({
      ...unfinished,
      id: 'restore-cancelled',
      state: 'cancelled',
      rename: {
        power:
          'a_database_with_a_name_that_is_as_long_as_a_name_may_be_at_all_1',
      },
      databases: [
        'a_database_with_a_name_that_is_as_long_as_a_name_may_be_at_all_1',
      ],
      createdAt: ago(9 * DAY),
      startedAt: ago(9 * DAY - 1_000),
      finishedAt: ago(9 * DAY - 40_000),
      durationMs: 39_000,
      removed: [
        'Database a_database_with_a_name_that_is_as_long_as_a_name_may_be_at_all_1',
      ],
      remaining: [],
      jobId: 'job-restore-cancelled',
    }),
  ];
}
