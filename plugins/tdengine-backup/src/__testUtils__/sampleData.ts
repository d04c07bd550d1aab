import {
  Backup,
  BackupTable,
  Instance,
  InstanceObject,
  Job,
  JobEvent,
  JobProgress,
  Restore,
  StorageTargetInfo,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';

/** The clock of the samples: what is "now" in them. */
export const SAMPLE_NOW = Date.parse('2026-11-21T08:00:00.000Z');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ISO 8601, so long before the samples' now. */
export function ago(milliseconds: number): string {
  return new Date(SAMPLE_NOW - milliseconds).toISOString();
}

export const sampleInstances: Instance[] = [
  {
    name: 'production',
    type: 'tdengine',
    title: 'Production',
    description: 'Three nodes in the Shanghai data centre',
    url: 'https://tdengine.example.com:6041',
    writable: true,
    formats: ['native', 'parquet', 'csv'],
    status: {
      reachable: true,
      version: '3.3.7.5',
      edition: 'community',
      latencyMs: 12,
    },
  },
  {
    name: 'edge',
    type: 'tdengine',
    title: 'Edge gateway',
    url: 'http://edge.example.com:6041',
    writable: true,
    formats: ['native', 'parquet', 'csv'],
    status: {
      reachable: false,
      error:
        'No answer from http://edge.example.com:6041 within 5 s. Check that taosAdapter runs there and that the portal may reach it.',
    },
  },
];

export const sampleTargets: StorageTargetInfo[] = [
  {
    name: 'local',
    type: 'local',
    location: '/var/lib/backups',
    isDefault: true,
    freeBytes: 812_345_678_901,
  },
  {
    name: 'nas',
    type: 'local',
    location: '/mnt/nas/backups',
    isDefault: false,
    freeBytes: 4_812_345_678_901,
  },
];

export const sampleObjects: InstanceObject[] = [
  {
    kind: 'database',
    database: 'power',
    tableCount: 1204,
    rowCount: 98_432_100,
    sizeBytes: 3_221_225_472,
    details: { precision: 'ms' },
  },
  {
    kind: 'database',
    database: 'weather',
    tableCount: 12,
    rowCount: 180_000,
    sizeBytes: 7_340_032,
    details: { precision: 'us' },
  },
  {
    kind: 'database',
    database: '能源监测',
    tableCount: 320,
    rowCount: 2_400_000,
    sizeBytes: 88_080_384,
    details: { precision: 'ns' },
  },
  {
    kind: 'superTable',
    database: 'power',
    name: 'meters',
    tableCount: 1000,
    rowCount: 98_000_000,
    sizeBytes: 3_200_000_000,
  },
  {
    kind: 'superTable',
    database: 'power',
    name: 'phases_of_every_transformer_in_the_northern_region_with_a_long_name',
    tableCount: 200,
    rowCount: 430_000,
    sizeBytes: 20_000_000,
  },
  {
    kind: 'normalTable',
    database: 'power',
    name: 'events',
    tableCount: 1,
    rowCount: 2_100,
    sizeBytes: 90_000,
  },
  {
    kind: 'virtualTable',
    database: 'power',
    name: 'v_balance',
    tableCount: 1,
  },
  {
    kind: 'superTable',
    database: 'weather',
    name: 'stations',
    tableCount: 12,
    rowCount: 180_000,
    sizeBytes: 7_000_000,
  },
  {
    kind: 'superTable',
    database: '能源监测',
    name: '智能电表',
    tableCount: 320,
    rowCount: 2_400_000,
    sizeBytes: 88_000_000,
  },
];

export const sampleProgress: JobProgress = {
  phase: 'data',
  phases: ['plan', 'data', 'manifest', 'pack', 'verify', 'publish'],
  tablesDone: 412,
  tablesTotal: 1204,
  rowsDone: 41_233_000,
  rowsTotal: 98_432_100,
  bytesDone: 612_345_678,
  bytesTotal: 1_500_000_000,
  rowsPerSecond: 812_000,
  bytesPerSecond: 12_582_912,
  remainingMs: 71_000,
  percent: 42,
  current: 'power.meters',
  errors: 0,
};

export function sampleJob(overrides: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    type: 'backup',
    subjectId: 'backup-running',
    state: 'running',
    priority: 100,
    attempt: 1,
    maxAttempts: 3,
    progress: sampleProgress,
    createdBy: 'user:default/li.wei',
    createdAt: ago(2 * MINUTE),
    startedAt: ago(MINUTE),
    ...overrides,
  };
}

export function sampleBackup(overrides: Partial<Backup> = {}): Backup {
  return {
    id: 'backup-good',
    name: 'backup_20261121_060000',
    remark: 'Before the migration of the meters',
    state: 'available',
    verification: 'verified',
    verifiedAt: ago(2 * HOUR - 4 * MINUTE),
    pinned: false,
    origin: 'created',
    mode: 'manual',
    kind: 'full',
    ownerRef: 'group:default/energy-platform',
    createdBy: 'user:default/li.wei',
    createdAt: ago(2 * HOUR),
    updatedAt: ago(2 * HOUR - 4 * MINUTE),
    startedAt: ago(2 * HOUR - 2_000),
    finishedAt: ago(2 * HOUR - 4 * MINUTE),
    durationMs: 4 * MINUTE - 2_000,
    instance: 'production',
    sourceType: 'tdengine',
    sourceVersion: '3.3.7.5',
    scope: { databases: ['power'] },
    scopeSummary: 'Database power',
    databases: ['power'],
    format: 'native',
    packaging: 'zip',
    compression: { algorithm: 'zstd', level: 6 },
    compressed: true,
    encrypted: false,
    verifyRequested: true,
    rows: 98_432_100,
    tables: 1204,
    rawBytes: 3_221_225_472,
    sizeBytes: 412_300_000,
    compressionRatio: 7.81,
    checksum:
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    limitations: [],
    copies: [
      {
        target: 'local',
        location: 'backups/20261121/backup_20261121_060000.zip',
        state: 'present',
        sizeBytes: 412_300_000,
        sha256:
          '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
        verification: 'verified',
        verifiedAt: ago(2 * HOUR - 4 * MINUTE),
      },
    ],
    jobId: 'job-good',
    ...overrides,
  };
}

/** One backup of every state that a list shows. */
export function sampleBackups(): Backup[] {
  const unfinished = {
    verification: 'unverified' as const,
    verifiedAt: undefined,
    rows: undefined,
    sizeBytes: undefined,
    rawBytes: undefined,
    compressionRatio: undefined,
    finishedAt: undefined,
    durationMs: undefined,
    checksum: undefined,
    copies: [],
  };
  return [
    sampleBackup({
      ...unfinished,
      id: 'backup-running',
      name: 'backup_20261121_075800',
      remark: undefined,
      state: 'creating',
      createdAt: ago(2 * MINUTE),
      startedAt: ago(MINUTE),
      jobId: 'job-1',
      job: sampleJob(),
    }),
    sampleBackup({
      ...unfinished,
      id: 'backup-queued',
      name: 'weather nightly',
      remark: undefined,
      state: 'creating',
      createdAt: ago(MINUTE),
      startedAt: undefined,
      databases: ['weather'],
      scope: { databases: ['weather'] },
      scopeSummary: 'Database weather',
      jobId: 'job-2',
      job: sampleJob({
        id: 'job-2',
        subjectId: 'backup-queued',
        state: 'queued',
        progress: undefined,
        startedAt: undefined,
      }),
    }),
    sampleBackup(),
    sampleBackup({
      ...unfinished,
      id: 'backup-failed',
      name: 'backup_20261120_020000',
      remark: undefined,
      state: 'failed',
      mode: 'automatic',
      createdAt: ago(DAY + 6 * HOUR),
      startedAt: ago(DAY + 6 * HOUR),
      finishedAt: ago(DAY + 6 * HOUR - 12_000),
      durationMs: 12_000,
      instance: 'edge',
      databases: ['能源监测'],
      scope: { databases: ['能源监测'] },
      scopeSummary: 'Database 能源监测',
      error:
        'Table 能源监测.智能电表 has 2,400,000 rows in the file and 2,400,118 at the source, also after reading it again. Nothing was published.',
      jobId: 'job-failed',
    }),
    sampleBackup({
      id: 'backup-corrupted',
      name: 'monthly archive October',
      remark: 'Kept for the auditors',
      state: 'corrupted',
      verification: 'failed',
      createdAt: ago(20 * DAY),
      packaging: 'folder',
      format: 'csv',
      compression: { algorithm: 'gzip', level: 6 },
      ownerRef: 'user:default/li.wei',
      databases: ['power', 'weather', '能源监测'],
      scope: { all: true },
      scopeSummary: 'All databases',
      rows: 101_012_100,
      sizeBytes: 2_700_000_000,
      durationMs: 19 * MINUTE,
      verifyJobId: 'job-verify',
      copies: [
        {
          target: 'nas',
          location: 'backups/20261101/monthly archive October',
          state: 'present',
          verification: 'unverified',
          sizeBytes: 2_700_000_000,
        },
      ],
    }),
    sampleBackup({
      ...unfinished,
      id: 'backup-cancelled',
      name: 'a very long name that somebody gave to a backup of the northern region before the great reorganisation',
      state: 'cancelled',
      createdAt: ago(3 * DAY),
      durationMs: 34_000,
      jobId: 'job-cancelled',
    }),
    sampleBackup({
      id: 'backup-unverified',
      name: '发布前备份',
      remark: '版本 4.2 发布之前',
      verification: 'unverified',
      verifiedAt: undefined,
      verifyRequested: false,
      createdAt: ago(5 * DAY),
      packaging: 'tar.gz',
      databases: ['能源监测'],
      scope: {
        tables: [{ database: '能源监测', include: ['智能电表'], exclude: [] }],
      },
      scopeSummary: '能源监测: 智能电表',
      rows: 2_400_000,
      tables: 320,
      rawBytes: 88_000_000,
      sizeBytes: 11_000_000,
      compressionRatio: 8,
      durationMs: 9_400,
    }),
  ];
}

export const sampleTables: BackupTable[] = [
  {
    database: 'power',
    table: 'meters',
    kind: 'superTable',
    tableCount: 1000,
    rowCount: 98_000_000,
    sourceRowsBefore: 98_000_000,
    sourceRowsAfter: 98_000_000,
    sizeBytes: 390_000_000,
    files: 62,
  },
  {
    database: 'power',
    table:
      'phases_of_every_transformer_in_the_northern_region_with_a_long_name',
    kind: 'superTable',
    tableCount: 200,
    rowCount: 430_000,
    sourceRowsBefore: 429_900,
    sourceRowsAfter: 430_120,
    sizeBytes: 22_000_000,
    files: 3,
  },
  {
    database: 'power',
    table: 'events',
    kind: 'normalTable',
    tableCount: 1,
    rowCount: 2_100,
    sourceRowsBefore: 2_100,
    sourceRowsAfter: 2_100,
    sizeBytes: 28_000,
    files: 1,
  },
  {
    database: 'power',
    table: 'v_balance',
    kind: 'virtualTable',
    tableCount: 1,
    rowCount: 0,
    sourceRowsBefore: 0,
    sourceRowsAfter: 0,
    sizeBytes: 0,
    files: 0,
  },
];

export const sampleReport: VerificationReport = {
  ok: true,
  startedAt: ago(2 * HOUR - 3 * MINUTE),
  finishedAt: ago(2 * HOUR - 4 * MINUTE),
  checkedFiles: 71,
  checkedBytes: 412_300_000,
  checkedRows: 98_432_100,
  problems: [],
};

export const sampleBadReport: VerificationReport = {
  ...sampleReport,
  ok: false,
  problems: [
    {
      path: 'power/meters/00017.tdb',
      problem: 'checksum',
      message:
        'SHA-256 is 2c26b46b…, metadata.json says fcde2b2e…. The file was changed or damaged after it was written.',
    },
    {
      path: 'weather/stations/00001.tdb',
      problem: 'missing',
      message: 'The file is not there.',
    },
  ],
};

/** The log of a run that is half done. */
export const sampleEvents: JobEvent[] = [
  {
    id: 1,
    at: ago(MINUTE),
    type: 'state',
    state: 'running',
  },
  {
    id: 2,
    at: ago(MINUTE),
    type: 'log',
    level: 'info',
    message: 'Planned 1,204 tables of database power, about 1.4 GiB',
  },
  {
    id: 3,
    at: ago(MINUTE - 1_000),
    type: 'log',
    level: 'debug',
    message: 'Splitting power.meters into 24 windows',
  },
  {
    id: 4,
    at: ago(MINUTE - 20_000),
    type: 'log',
    level: 'warn',
    message: 'Connection 3 was cut, reading power.meters window 7 again',
  },
  {
    id: 5,
    at: ago(10_000),
    type: 'progress',
    progress: sampleProgress,
  },
];

export function sampleRestore(overrides: Partial<Restore> = {}): Restore {
  return {
    id: 'restore-good',
    backupId: 'backup-good',
    backupName: 'backup_20261121_060000',
    instance: 'production',
    state: 'succeeded',
    mode: 'full',
    conflict: 'refuse',
    rename: { power: 'power_restored' },
    databases: ['power_restored'],
    createdBy: 'user:default/li.wei',
    createdAt: ago(HOUR),
    startedAt: ago(HOUR - 1_000),
    finishedAt: ago(HOUR - 6 * MINUTE),
    durationMs: 6 * MINUTE - 1_000,
    rows: 98_432_100,
    tables: 1204,
    checks: [
      {
        label: 'power.meters',
        database: 'power_restored',
        table: 'meters',
        tables: 1000,
        sourceRows: 98_000_000,
        fileRows: 98_000_000,
        targetRows: 98_000_000,
        method: 'counts',
        differing: 0,
        differences: [],
      },
    ],
    jobId: 'job-restore',
    ...overrides,
  };
}
