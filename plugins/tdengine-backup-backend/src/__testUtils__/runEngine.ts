import { createReadStream, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import createKnex from 'knex';
import { createEngine, Engine } from '../engine';
import { FakeServer } from './FakeServer';
import { FakeSource } from './FakeSource';
import { silentLogger } from './silentLogger';
import { TestScheduler } from './TestScheduler';

/** What is on record when no job is left, and what it took. */
export interface EngineOutcome {
  backups: Array<Record<string, unknown>>;
  copies: Array<Record<string, unknown>>;
  restores: Array<Record<string, unknown>>;
  jobs: Array<Record<string, unknown>>;
  policyRuns: Array<Record<string, unknown>>;
  /** Ids of the units that were read. */
  reads: string[];
  /** Ids of the units that were written. */
  applies: string[];
}

/**
 * Runs an engine that keeps everything in one folder, does what it is told to begin, and waits until no job is left.
 */
export async function runEngine(
  directory: string,
  action: string,
): Promise<EngineOutcome> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: join(directory, 'portal.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const source = FakeSource.create({
    servers: {
      plant: FakeServer.create({ file: join(directory, 'plant.json') }),
      lab: FakeServer.create({ file: join(directory, 'lab.json') }),
    },
    faults: { loseRow: () => action === 'lossy-restore' },
  });
  const scheduler = TestScheduler.create();
  const [verb, time] = splitAction(action);
  const now = ['policy', 'tick'].includes(verb) ? new Date(time) : new Date();
  const engine = await createEngine({
    database: { getClient: async () => knex },
    logger: silentLogger,
    config: new ConfigReader({
      tdengineBackup: {
        storage: {
          path: join(directory, 'data'),
          targets: [
            { name: 'default', type: 'local', path: join(directory, 'data') },
            { name: 'second', type: 'local', path: join(directory, 'second') },
          ],
        },
        parallelism: 1,
        ...(await readConfig(directory)),
        jobs: {
          leaseDuration: { milliseconds: 900 },
          pollInterval: { milliseconds: 50 },
        },
      },
    }),
    sources: [source],
    targetFactories: [localFolderTargetFactory],
    notifiers: [],
    scheduler,
    now: () => now,
  });
  await engine.start();
  await begin(engine, action, directory);
  if (verb === 'tick') {
    await scheduler.run('tdengine-backup-policies');
  }
  while (verb === 'tidy' && (await knex('archive_uploads')).length > 0) {
    await sleep(100);
    await scheduler.run('tdengine-backup-housekeeping');
  }
  while (
    (await knex('jobs').whereNull('finished_at')).length > 0 ||
    (await knex('policy_runs').where({ state: 'begun' })).length > 0
  ) {
    await sleep(20);
  }
  const outcome = {
    backups: await knex('backups').select(),
    copies: await knex('backup_copies').select().orderBy('target'),
    restores: await knex('restores').select(),
    jobs: await knex('jobs').select().orderBy('created_at'),
    policyRuns: await knex('policy_runs').select().orderBy('planned_at'),
    reads: source.faults.reads,
    applies: source.faults.applies,
  };
  await engine.stop();
  await knex.destroy();
  return outcome;
}

/** What a test wrote into `config.json` for all its processes. */
async function readConfig(directory: string): Promise<JsonObject> {
  const text = await fs
    .readFile(join(directory, 'config.json'), 'utf8')
    .catch(() => '{}');
  return JSON.parse(text);
}

/** `verb:option`; an option may be a time, which has colons too. */
function splitAction(action: string): [verb: string, option: string] {
  const [verb, ...option] = action.split(':');
  return [verb, option.join(':')];
}

const CALLER = { ref: 'user:default/alice', ownershipRefs: [] };

async function begin(
  engine: Engine,
  action: string,
  directory: string,
): Promise<void> {
  const [verb, option] = splitAction(action);
  const { items } = await engine.backups.list({
    page: 1,
    pageSize: 1,
    sort: 'createdAt',
    order: 'desc',
  });
  switch (verb) {
    case 'backup':
      await engine.backups.create(
        {
          instance: 'plant',
          scope: { all: true },
          packaging: option as 'zip' | 'folder' | 'tar.gz',
        },
        CALLER,
      );
      break;
    case 'copies':
      await engine.backups.create(
        {
          instance: 'plant',
          scope: { all: true },
          packaging: option as 'zip' | 'folder' | 'tar.gz',
          targets: ['default', 'second'],
        },
        CALLER,
      );
      break;
    case 'add-copy':
      await engine.backups.addCopy(items[0].id, 'second', CALLER);
      break;
    case 'repair':
      await engine.backups.repairCopy(items[0].id, 'second', CALLER);
      break;
    case 'too-large':
      await engine.backups.create(
        { instance: 'plant', scope: { all: true }, sizeLimitBytes: 400 },
        CALLER,
      );
      break;
    case 'restore':
    case 'lossy-restore': {
      const request = { backupId: items[0].id, instance: 'lab' };
      const { signal } = new AbortController();
      const { token } = await engine.restores.plan(request, { signal });
      await engine.restores.create({ ...request, planToken: token }, CALLER, {
        signal,
      });
      break;
    }
    case 'policy':
      await engine.policies.create(
        {
          name: 'hourly',
          instance: 'plant',
          scope: { all: true },
          schedule: { kind: 'cron', cron: '30 * * * *', timeZone: 'UTC' },
          retention: { count: 1 },
        },
        CALLER,
      );
      break;
    case 'verify':
      await engine.backups.verify(items[0].id, CALLER);
      break;
    case 'rescan':
      await engine.imports.rescan(option, CALLER);
      break;
    case 'upload':
      await engine.imports.upload(
        { content: createReadStream(join(directory, 'upload.zip')) },
        {
          targets: ['default', 'second'],
          signal: new AbortController().signal,
        },
        CALLER,
      );
      break;
    case 'delete':
      await engine.backups.delete(items[0].id, items[0].name, CALLER);
      break;
    default:
    // Only what an earlier process left.
  }
}
