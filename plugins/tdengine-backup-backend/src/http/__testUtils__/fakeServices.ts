import { NotFoundError } from '@backstage/errors';
import { TargetRescan } from 'backstage-plugin-tdengine-backup-common';
import {
  AlertService,
  OverviewService,
  StorageService,
} from '../../services/overviewTypes';
import {
  BackupService,
  EncryptionService,
  HealthService,
  ImportService,
  InstanceService,
  JobService,
  PolicyService,
  RestoreService,
  SchedulerService,
} from '../../services/types';
import { anAlert, anOverview } from './overviewRecords';
import { aBackup, aJob, aRestore } from './records';
import { aPolicy, aPolicyRun, aRetentionPreview } from './policyRecords';

const anInstance = {
  name: 'main',
  type: 'tdengine',
  url: 'http://tdengine:6041',
  writable: true,
  formats: ['native', 'csv'],
};

/**
 * Services whose methods are mocks. They know the backup `b1`, the restore `r1`, the job `j1` and the policy `p1`.
 */
export interface FakeServices {
  backups: jest.Mocked<BackupService>;
  restores: jest.Mocked<RestoreService>;
  jobs: jest.Mocked<JobService>;
  instances: jest.Mocked<InstanceService>;
  overview: jest.Mocked<OverviewService>;
  storage: jest.Mocked<StorageService>;
  alerts: jest.Mocked<AlertService>;
  health: jest.Mocked<HealthService>;
  policies: jest.Mocked<PolicyService>;
  scheduler: jest.Mocked<SchedulerService>;
  encryption: jest.Mocked<EncryptionService>;
  imports: jest.Mocked<ImportService>;
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
    backups: mocked<BackupService>({
      list: async () => ({ ...page, items: [aBackup()] }),
      get: onlyKnown(aBackup()),
      create: async () => aBackup({ state: 'creating' }),
      update: onlyKnown(aBackup({ remark: 'new' })),
      delete: onlyKnown(aBackup({ state: 'deleting' })),
      keep: onlyKnown(aBackup()),
      cancel: onlyKnown(aBackup()),
      retry: onlyKnown(aBackup()),
      verify: onlyKnown(aBackup()),
      addCopy: onlyKnown(aBackup()),
      repairCopy: onlyKnown(aBackup()),
      deleteCopy: onlyKnown(aBackup()),
      contents: async () => ({ ...page, items: [], limitations: [] }),
      tableRows: async () => ({
        ...page,
        items: [{ name: 'd1', rowCount: 7 }],
      }),
      verification: async () => ({
        ok: true,
        startedAt: '2026-01-31T08:00:00.000Z',
        finishedAt: '2026-01-31T08:00:01.000Z',
        checkedFiles: 3,
        checkedBytes: 300,
        checkedRows: 30,
        problems: [],
      }),
      jobs: async () => [aJob()],
      facets: async () => ({ databases: ['power', 'water'] }),
      download: neverAsked,
    }),
    restores: mocked<RestoreService>({
      plan: async request => ({
        token: 'token-1',
        backupId: request.backupId,
        instance: request.instance ?? 'main',
        objects: [],
        totals: { rows: 1, tables: 1, bytes: 1 },
        blockers: [],
        warnings: [],
      }),
      create: async () => aRestore(),
      list: async () => ({ ...page, items: [aRestore()] }),
      facets: async () => ({ databases: ['power_copy'] }),
      get: onlyKnown(aRestore()),
      cancel: onlyKnown(aRestore({ state: 'cancelling' })),
      retry: onlyKnown(aRestore()),
    }),
    jobs: mocked<JobService>({
      list: async () => ({ ...page, items: [aJob()] }),
      get: onlyKnown(aJob()),
      events: async () => ({ items: [], ended: false }),
      follow: neverAsked,
    }),
    instances: mocked<InstanceService>({
      list: async () => [anInstance],
      get: async () => ({
        ...anInstance,
        status: { reachable: true },
      }),
      listObjects: async () => [
        { kind: 'database' as const, database: 'power', tableCount: 60 },
      ],
      listTargets: async () => [
        { name: 'default', type: 'local', location: '/data', isDefault: true },
      ],
    }),
    policies: mocked<PolicyService>({
      list: async () => ({ ...page, items: [aPolicy()] }),
      get: onlyKnown(aPolicy()),
      databasesOf: async () => ['power'],
      create: async () => aPolicy(),
      update: onlyKnown(aPolicy({ version: 2 })),
      delete: async () => {},
      setEnabled: async (_id, enabled) => aPolicy({ enabled }),
      run: async () => aPolicyRun(),
      runs: async () => ({ ...page, items: [aPolicyRun()] }),
      previewRetention: async () => aRetentionPreview,
      cleanUp: async () => aRetentionPreview,
    }),
    encryption: mocked<EncryptionService>({
      get: async () => ({ keyId: 'k1', byDefault: false }),
      rewrap: async () => ({ keyId: 'k1', queued: 2, skipped: 1 }),
    }),
    imports: mocked<ImportService>({
      rescan: async target => aRescan(target),
      lastRescan: async target => aRescan(target),
      cancelRescan: async target => aRescan(target),
      upload: async ({ content }) => {
        content.resume();
        return aBackup({ origin: 'uploaded' });
      },
    }),
    scheduler: mocked<SchedulerService>({
      get: async () => ({
        automatic: true,
        paused: false,
        alive: true,
        upcoming: [],
      }),
      pause: async () => {},
      resume: async () => {},
    }),
    overview: mocked<OverviewService>({ get: async () => anOverview() }),
    storage: mocked<StorageService>({
      usage: async () => ({
        targets: anOverview().storage,
        policies: [{ backups: 1, usedBytes: 5 }],
        databases: [
          { instance: 'main', database: 'power', backups: 1, usedBytes: 5 },
        ],
      }),
      estimate: async () => ({
        targets: [{ target: 'default', freeBytes: 100, fits: true }],
        sizeBytes: 5,
        neededBytes: 48,
        basis: 'lastBackup',
        basedOn: { id: 'b1', name: 'nightly' },
      }),
    }),
    alerts: mocked<AlertService>({
      list: async () => ({ ...page, items: [anAlert()] }),
    }),
    health: mocked<HealthService>({
      check: async () => [{ name: 'database', ok: true }],
    }),
  };
}

/** Undoes what a test has made the services answer. */
export function resetFakeServices(services: FakeServices): void {
  const fresh: Record<string, object> = { ...createFakeServices() };
  for (const [name, service] of Object.entries<object>({ ...services })) {
    const methods = Object.entries<jest.Mock>({ ...fresh[name] });
    for (const [method, mock] of methods) {
      Reflect.get(service, method).mockReset().mockImplementation(mock);
    }
  }
}

function mocked<T extends object>(service: T): jest.Mocked<T> {
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => [name, jest.fn(method)]),
  ) as jest.Mocked<T>;
}

function aRescan(target: string): TargetRescan {
  return {
    id: 's1',
    target,
    createdBy: 'user:default/alice',
    createdAt: '2026-01-31T08:00:00.000Z',
    result: {
      found: 3,
      added: 1,
      copiesAdded: 1,
      missing: 0,
      problems: [{ place: 'backups/20260131/x', reason: 'It is damaged' }],
      problemCount: 1,
    },
  };
}

function neverAsked(): never {
  throw new Error('A test has to say what comes here');
}
