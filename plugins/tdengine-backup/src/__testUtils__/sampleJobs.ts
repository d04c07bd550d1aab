import {
  Job,
  JobEvent,
  JobProgress,
} from 'backstage-plugin-tdengine-backup-common';
import { ago, MINUTE } from './sampleClock';

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
