import { NotFoundError } from '@backstage/errors';
import {
  BackupService,
  HealthService,
  InstanceService,
  JobService,
  RestoreService,
} from '../../services/types';
import { aBackup, aJob, aRestore } from './records';

/**
 * Services whose methods are mocks. They know the backup `b1`, the restore `r1` and the job `j1`.
 */
export interface FakeServices {
  backups: jest.Mocked<BackupService>;
  restores: jest.Mocked<RestoreService>;
  jobs: jest.Mocked<JobService>;
  instances: jest.Mocked<InstanceService>;
  health: jest.Mocked<HealthService>;
}

export function createFakeServices(): FakeServices {
  const onlyKnown =
    <T extends { id: string }>(record: T) =>
    async (id: string) => {
      if (id !== record.id) {
        throw new NotFoundError(`engine does not know ${id}`);
      }
      return record;
    };
  const page = { totalItems: 1, page: 1, pageSize: 25 };

  return {
    backups: {
      list: jest.fn(async () => ({ ...page, items: [aBackup()] })),
      get: jest.fn(onlyKnown(aBackup())),
      create: jest.fn(async () => aBackup({ state: 'creating' })),
      update: jest.fn(onlyKnown(aBackup({ remark: 'new' }))),
      delete: jest.fn(onlyKnown(aBackup({ state: 'deleting' }))),
      cancel: jest.fn(onlyKnown(aBackup())),
      retry: jest.fn(onlyKnown(aBackup())),
      verify: jest.fn(onlyKnown(aBackup())),
      contents: jest.fn(async () => ({ ...page, items: [], limitations: [] })),
      tableRows: jest.fn(async () => ({
        ...page,
        items: [{ name: 'd1', rowCount: 7 }],
      })),
      verification: jest.fn(async () => ({
        ok: true,
        startedAt: '2026-01-31T08:00:00.000Z',
        finishedAt: '2026-01-31T08:00:01.000Z',
        checkedFiles: 3,
        checkedBytes: 300,
        checkedRows: 30,
        problems: [],
      })),
      download: jest.fn(),
    },
    restores: {
      plan: jest.fn(async request => ({
        token: 'token-1',
        backupId: request.backupId,
        instance: request.instance ?? 'main',
        objects: [],
        totals: { rows: 1, tables: 1, bytes: 1 },
        blockers: [],
        warnings: [],
      })),
      create: jest.fn(async () => aRestore()),
      list: jest.fn(async () => ({ ...page, items: [aRestore()] })),
      get: jest.fn(onlyKnown(aRestore())),
      cancel: jest.fn(onlyKnown(aRestore({ state: 'cancelling' }))),
      retry: jest.fn(onlyKnown(aRestore())),
    },
    jobs: {
      get: jest.fn(onlyKnown(aJob())),
      events: jest.fn(async () => ({ items: [], ended: false })),
      follow: jest.fn(),
    },
    instances: {
      list: jest.fn(async () => [anInstance]),
      get: jest.fn(async () => ({
        ...anInstance,
        status: { reachable: true },
      })),
      listObjects: jest.fn(async () => [
        { kind: 'database' as const, database: 'power', tableCount: 60 },
      ]),
      listTargets: jest.fn(async () => [
        { name: 'default', type: 'local', location: '/data', isDefault: true },
      ]),
    },
    health: {
      check: jest.fn(async () => [{ name: 'database', ok: true }]),
    },
  };
}

const anInstance = {
  name: 'main',
  type: 'tdengine',
  url: 'http://tdengine:6041',
  writable: true,
  formats: ['native' as const, 'csv' as const],
};
