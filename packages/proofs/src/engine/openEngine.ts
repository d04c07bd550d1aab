import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  createEngine,
  Engine,
} from 'backstage-plugin-tdengine-backup-backend/engine';
import { s3TargetFactory } from 'backstage-plugin-tdengine-backup-backend-module-s3/target';
import { sftpTargetFactory } from 'backstage-plugin-tdengine-backup-backend-module-sftp/target';
import { TdengineSource } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { webdavTargetFactory } from 'backstage-plugin-tdengine-backup-backend-module-webdav/target';
import {
  Backup,
  CreateBackupRequest,
  CreateRestoreRequest,
  PlanRestoreRequest,
  Restore,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-common';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import knexFactory from 'knex';
import { ProofServer } from '../server/connect';

/** The server's name in the engine. */
export const INSTANCE = 'proof';
const BAD_ENDS = ['failed', 'partially-failed', 'cancelled', 'corrupted'];
const caller = {
  ref: 'user:default/proof',
  ownershipRefs: ['user:default/proof'],
};

/** The product's engine in this process, without the portal: SQLite, and a folder of its own. */
export interface OpenEngine {
  engine: Engine;
  /** Runs a backup to its end. Throws with the cause where it does not succeed. */
  backUp(request: Omit<CreateBackupRequest, 'instance'>): Promise<Backup>;
  /** Runs a backup until nothing works on it any more, whatever becomes of it. */
  tryBackup(request: Omit<CreateBackupRequest, 'instance'>): Promise<Backup>;
  /** Verifies a backup. Throws with the cause where that does not succeed. */
  verify(backupId: string): Promise<void>;
  /** Looks at what a restore would do. Throws where something is in its way. */
  plan(request: PlanRestoreRequest): Promise<RestorePlan>;
  /** Confirms and runs a restore to its end, planned before or now. Throws with the cause where it does not succeed. */
  restore(request: PlanRestoreRequest, plan?: RestorePlan): Promise<Restore>;
  close(): Promise<void>;
}

/** What a proof wants otherwise. */
export interface OpenEngineOptions {
  /** Where backups and the catalogue are kept, also after closing; by default nothing is. */
  folder?: string;
  throttle?: { rowsPerSecond: number };
  /** How often to look whether a run has ended; 50 by default. */
  pollMs?: number;
  /** Entries of `storage.targets`, in place of the folder; any type there is. */
  targets?: JsonObject[];
  /** Of the configuration, in place of a key that nobody else has. */
  encryption?: JsonObject;
  /** Which copies that are not good are made again, every so often; by default none is. */
  repairEveryMs?: number;
}

const quiet: LoggerService = {
  error: message => console.error(message),
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => quiet,
};

export async function openEngine(
  server: ProofServer,
  options: OpenEngineOptions = {},
): Promise<OpenEngine> {
  const { throttle, pollMs = 50, targets, repairEveryMs } = options;
  const folder =
    options.folder ??
    (await mkdtemp(path.join(tmpdir(), 'tdengine-backup-proof-')));
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: options.folder
      ? path.join(options.folder, 'catalogue.sqlite')
      : ':memory:',
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const ended = new AbortController();
  let repairs: NodeJS.Timeout | undefined;
  const engine = await createEngine({
    database: { getClient: async () => knex },
    logger: quiet,
    config: new ConfigReader({
      tdengineBackup: {
        storage: { path: folder, ...(targets && { targets }) },
        repair: { firstDelay: { milliseconds: 1 } },
        sizeLimit: '1 TiB',
        // For what asks to be encrypted.
        encryption: options.encryption ?? {
          keys: [{ id: 'proof', secret: randomBytes(32).toString('base64') }],
        },
      },
    }),
    sources: [
      TdengineSource.create({
        instances: [
          {
            name: INSTANCE,
            connection: { ...server, maxConnections: 8 },
            ...(throttle && { throttle }),
          },
        ],
      }),
    ],
    targetFactories: [
      localFolderTargetFactory,
      s3TargetFactory,
      sftpTargetFactory,
      webdavTargetFactory,
    ],
    notifiers: [],
    // Nothing of a proof lives long enough to need housekeeping.
    scheduler: {
      async scheduleTask({ id, fn }) {
        if (id === 'tdengine-backup-repairs' && repairEveryMs) {
          repairs = setInterval(() => fn(ended.signal), repairEveryMs);
        }
      },
    },
  });
  await engine.start();

  const untilEnded = async <T extends { state: string; error?: string }>(
    what: string,
    read: () => Promise<T>,
    good: string,
  ): Promise<T> => {
    for (;;) {
      const record = await read();
      if (record.state === good) {
        return record;
      }
      if (BAD_ENDS.includes(record.state)) {
        throw new Error(`${what} is ${record.state}: ${record.error}`);
      }
      await sleep(pollMs);
    }
  };

  const plan = async (request: PlanRestoreRequest): Promise<RestorePlan> => {
    const { signal } = new AbortController();
    const planned = await engine.restores.plan(request, { signal });
    if (planned.blockers.length > 0) {
      throw new Error(`The restore is blocked: ${planned.blockers.join('; ')}`);
    }
    return planned;
  };

  return {
    engine,
    plan,
    async tryBackup(request) {
      const { id } = await engine.backups.create(
        { ...request, instance: INSTANCE } as CreateBackupRequest,
        caller,
      );
      for (;;) {
        const jobs = await engine.backups.jobs(id);
        if (jobs.every(job => job.finishedAt)) {
          return engine.backups.get(id);
        }
        await sleep(pollMs);
      }
    },
    async backUp(request) {
      const created = await engine.backups.create(
        { ...request, instance: INSTANCE } as CreateBackupRequest,
        caller,
      );
      return untilEnded(
        'The backup',
        () => engine.backups.get(created.id),
        'available',
      );
    },
    async verify(backupId) {
      await engine.backups.verify(backupId, caller);
      await untilEnded(
        'The verification',
        async () => (await engine.backups.jobs(backupId))[0],
        'succeeded',
      );
    },
    async restore(request, planned) {
      const { token, confirmation } = planned ?? (await plan(request));
      const created = await engine.restores.create(
        {
          ...request,
          planToken: token,
          ...(confirmation && { confirmation }),
        } as CreateRestoreRequest,
        caller,
        { signal: new AbortController().signal },
      );
      return untilEnded(
        'The restore',
        () => engine.restores.get(created.id),
        'succeeded',
      );
    },
    async close() {
      clearInterval(repairs);
      ended.abort();
      await engine.stop();
      await knex.destroy();
      if (!options.folder) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
