import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Backup, Job, Restore } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupSource,
  localFolderTargetFactory,
  Notifier,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { silentLogger } from './silentLogger';
import { createEngine, Engine, EngineOptions } from '../engine';
import { Caller } from '../services/types';

export const ALICE: Caller = {
  ref: 'user:default/alice',
  ownershipRefs: ['user:default/alice', 'group:default/ops'],
};

export interface TestEngine extends Engine {
  /** The data folder: backups, temp and logs. */
  directory: string;
  knex: Knex;
  /** Waits until a backup's job has ended. */
  finished(backup: Backup): Promise<Backup>;
  restored(restore: Restore): Promise<Restore>;
  jobEnded(jobId: string): Promise<Job>;
  /** Files below a folder of the data folder. */
  files(folder: string): Promise<string[]>;
}

/** An engine on a database and a data folder of a test, with a fake source. Nothing runs before `start`. */
export async function createTestEngine(options: {
  knex: Knex;
  source: BackupSource;
  directory?: string;
  config?: JsonObject;
  /** The rest of the configuration. */
  rootConfig?: JsonObject;
  targetFactories?: StorageTargetFactory[];
  notifiers?: Notifier[];
  /** By default the tasks of the scheduler never run. */
  scheduler?: EngineOptions['scheduler'];
  metrics?: EngineOptions['metrics'];
  now?: () => Date;
}): Promise<TestEngine> {
  const directory =
    options.directory ?? (await fs.mkdtemp(join(tmpdir(), 'backup-engine-')));
  const engine = await createEngine({
    database: { getClient: async () => options.knex },
    logger: silentLogger,
    config: new ConfigReader({
      ...options.rootConfig,
      tdengineBackup: {
        storage: { path: directory },
        jobs: {
          leaseDuration: { seconds: 3 },
          pollInterval: { milliseconds: 100 },
        },
        ...options.config,
      },
    }),
    sources: [options.source],
    targetFactories: [
      localFolderTargetFactory,
      ...(options.targetFactories ?? []),
    ],
    notifiers: options.notifiers ?? [],
    metrics: options.metrics,
    now: options.now,
    scheduler: options.scheduler ?? { scheduleTask: async () => {} },
  });

  async function jobEnded(jobId: string): Promise<Job> {
    for (;;) {
      const job = await engine.jobs.get(jobId);
      if (!['queued', 'running', 'cancelling'].includes(job.state)) {
        return job;
      }
      await sleep(50);
    }
  }

  return {
    ...engine,
    directory,
    knex: options.knex,
    jobEnded,
    async finished(backup) {
      await jobEnded(backup.jobId!);
      return engine.backups.get(backup.id);
    },
    async restored(restore) {
      await jobEnded(restore.jobId!);
      return engine.restores.get(restore.id);
    },
    async files(folder) {
      const entries = await fs
        .readdir(join(directory, folder), {
          recursive: true,
          withFileTypes: true,
        })
        .catch(() => []);
      return entries
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name));
    },
  };
}
