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
} from 'backstage-plugin-tdengine-backup-common';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import knexFactory from 'knex';
import { ProofServer } from '../server/connect';

const INSTANCE = 'proof';
const caller = {
  ref: 'user:default/proof',
  ownershipRefs: ['user:default/proof'],
};

/** The product's engine in this process, without the portal: SQLite in memory, a folder of its own. */
export interface OpenEngine {
  engine: Engine;
  /** Runs a backup to its end. Throws with the cause where it does not succeed. */
  backUp(request: Omit<CreateBackupRequest, 'instance'>): Promise<Backup>;
  /** Plans, confirms and runs a restore to its end. Throws with the cause where it does not succeed. */
  restore(request: PlanRestoreRequest): Promise<Restore>;
  close(): Promise<void>;
}

const quiet: LoggerService = {
  error: message => console.error(message),
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => quiet,
};

export async function openEngine(server: ProofServer): Promise<OpenEngine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-proof-'));
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const engine = await createEngine({
    database: { getClient: async () => knex },
    logger: quiet,
    config: new ConfigReader({
      tdengineBackup: { storage: { path: folder }, sizeLimit: '1 TiB' },
    }),
    sources: [
      TdengineSource.create({
        instances: [
          { name: INSTANCE, connection: { ...server, maxConnections: 8 } },
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
      await sleep(50);
    }
  };

  return {
    engine,
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
    async restore(request) {
      const { signal } = new AbortController();
      const plan = await engine.restores.plan(request, { signal });
      if (plan.blockers.length > 0) {
        throw new Error(`The restore is blocked: ${plan.blockers.join('; ')}`);
      }
      const created = await engine.restores.create(
        {
          ...request,
          planToken: plan.token,
          ...(plan.confirmation && { confirmation: plan.confirmation }),
        } as CreateRestoreRequest,
        caller,
        { signal },
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
