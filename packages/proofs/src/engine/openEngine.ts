import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import {
  createEngine,
  Engine,
} from 'backstage-plugin-tdengine-backup-backend/engine';
import { TdengineSource } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
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
const caller = {
  ref: 'user:default/proof',
  ownershipRefs: ['user:default/proof'],
};

/** The product's engine in this process, without the portal: SQLite, and a folder of its own. */
export interface OpenEngine {
  engine: Engine;
  /** Runs a backup to its end. Throws with the cause where it does not succeed. */
  backUp(request: Omit<CreateBackupRequest, 'instance'>): Promise<Backup>;
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
  const { throttle, pollMs = 50 } = options;
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
  const engine = await createEngine({
    database: { getClient: async () => knex },
    logger: quiet,
    config: new ConfigReader({
      tdengineBackup: {
        storage: { path: folder },
        sizeLimit: '1 TiB',
        // For what asks to be encrypted.
        encryption: {
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
    targetFactories: [localFolderTargetFactory],
    notifiers: [],
    // Nothing of a proof lives long enough to need housekeeping.
    scheduler: { scheduleTask: async () => {} },
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
      if (['failed', 'cancelled', 'corrupted'].includes(record.state)) {
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
      await engine.stop();
      await knex.destroy();
      if (!options.folder) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
