import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { silentLogger } from '../__testUtils__/silentLogger';
import { ALICE } from '../__testUtils__/createTestEngine';
import { useEngines } from '../__testUtils__/useEngines';
import { readEngineConfig } from '../config/readEngineConfig';
import { createStores } from '../database/createStores';
import { TemporaryFolders } from '../jobs/TemporaryFolders';
import { OutboxDelivery } from '../notifications/OutboxDelivery';
import { Housekeeping } from './Housekeeping';
import { BackupCommands } from '../services/BackupCommands';
import { CopyCommands } from '../services/CopyCommands';
import { TargetRegistry } from './TargetRegistry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const engines = useEngines();
const signal = new AbortController().signal;

const STRANGE = '6f1c3f0e-0000-4000-8000-000000000000';
const LOST = '6f1c3f0e-1111-4000-8000-000000000000';

describe('Housekeeping', () => {
  async function setUp() {
    const knex = await databases.init('SQLITE_3');
    const { engine, plant } = await engines.create({ knex });
    const config = readEngineConfig(
      new ConfigReader({
        tdengineBackup: { storage: { path: engine.directory } },
      }),
      [localFolderTargetFactory],
    );
    const stores = createStores(knex);
    const targets = TargetRegistry.create(config);
    const commands = BackupCommands.create({ ...stores, knex, config });
    const housekeeping = Housekeeping.create({
      ...stores,
      config,
      targets,
      commands,
      copyCommands: CopyCommands.create({ ...stores, targets, commands }),
      folders: TemporaryFolders.create({
        directory: config.temporaryDirectory,
      }),
      delivery: OutboxDelivery.create({
        ...stores,
        notifiers: [],
        logger: silentLogger,
        now: () => new Date(),
      }),
      logger: silentLogger,
    });
    async function write(path: string, modified = new Date()) {
      const full = join(engine.directory, path);
      await fs.mkdir(dirname(full), { recursive: true });
      await fs.writeFile(full, 'x');
      await fs.utimes(full, modified, modified);
    }
    return { knex, engine, plant, housekeeping, write };
  }

  it('removes what belongs to jobs that are gone, and nothing else', async () => {
    const { engine, housekeeping, write } = await setUp();
    const waiting = await engine.backups.create(
      { instance: 'plant', scope: { all: true } },
      ALICE,
    );
    const ended = await engine.backups.create(
      { instance: 'plant', scope: { all: true } },
      ALICE,
    );
    await engine.backups.cancel(ended.id, ALICE);
    const long = new Date(Date.now() - 8 * 24 * 3_600_000);
    await write(`temp/${ended.jobId}/power/part-1.tdb`);
    await write(`temp/${ended.jobId}.work/unpacked/file`);
    await write(`temp/${LOST}/power/part-1.tdb`, long);
    await write(`temp/${waiting.jobId}/power/part-1.tdb`, long);
    await write(`temp/${waiting.jobId}.work/file`);
    // Another portal may be in the middle of these.
    await write(`temp/${STRANGE}/power/part-1.tdb`, long);
    await write(`temp/${STRANGE}/water/part-2.tdb`);
    await write(`temp/${STRANGE}.work/file`);
    await write('temp/somebody-elses/file');
    await write('backups/20260131/unknown/metadata.json');
    await housekeeping.run(signal);
    const left = [
      ...(await engine.files('temp')),
      ...(await engine.files('backups')),
    ];
    expect(
      left.map(path => path.slice(engine.directory.length + 1)).sort(),
    ).toEqual(
      [
        'backups/20260131/unknown/metadata.json',
        `temp/${waiting.jobId}.work/file`,
        `temp/${waiting.jobId}/power/part-1.tdb`,
        `temp/${STRANGE}.work/file`,
        `temp/${STRANGE}/power/part-1.tdb`,
        `temp/${STRANGE}/water/part-2.tdb`,
        'temp/somebody-elses/file',
      ].sort(),
    );
    const folders = await fs.readdir(join(engine.directory, 'temp'));
    expect(folders).not.toContain(ended.jobId);
    expect(folders).not.toContain(LOST);
  });

  it('removes logs and events when they are old', async () => {
    const { knex, engine, housekeeping, write } = await setUp();
    const long = new Date(Date.now() - 40 * 24 * 3_600_000);
    await write('logs/backups/old.log', long);
    await write('logs/backups/new.log');
    await write('logs/restores/old.log', long);
    const backup = await engine.backups.create(
      { instance: 'plant', scope: { all: true } },
      ALICE,
    );
    await engine.backups.cancel(backup.id, ALICE);
    await knex('jobs').update({ finished_at: long });
    await housekeeping.run(signal);
    expect(await engine.files('logs')).toEqual([
      expect.stringMatching(/new\.log$/),
    ]);
    expect(await knex('job_events').select()).toEqual([]);
  });

  it('forgets what ended long ago', async () => {
    const { knex, engine, housekeeping } = await setUp();
    const [gone, there] = await Promise.all(
      ['gone', 'there'].map(name =>
        engine.backups.create(
          { name, instance: 'plant', scope: { all: true } },
          ALICE,
        ),
      ),
    );
    await engine.backups.cancel(gone.id, ALICE);
    await knex('backups')
      .where({ id: gone.id })
      .update({
        state: 'deleted',
        updated_at: new Date(Date.now() - 401 * 24 * 3_600_000),
      });
    await housekeeping.run(signal);
    expect(await knex('backups').pluck('name')).toEqual([there.name]);
  });

  it('removes the files of a failed backup when its target answers again', async () => {
    const { knex, engine, plant, housekeeping } = await setUp();
    await engine.start();
    plant.down = new Error('It is down');
    const failed = await engine.finished(
      await engine.backups.create(
        { instance: 'plant', scope: { all: true }, packaging: 'folder' },
        ALICE,
      ),
    );
    await knex('backup_copies').update({ leftovers: true });
    const folder = join(engine.directory, failed.copies[0].location);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(join(folder, 'part-1.tdb'), 'x');
    await housekeeping.run(signal);
    expect(await engine.files('backups')).toEqual([]);
    expect(await knex('backup_copies').first()).toMatchObject({ leftovers: 0 });
  });

  it('goes on with the other tasks when one fails', async () => {
    const { knex, engine, housekeeping, write } = await setUp();
    const ended = await engine.backups.create(
      { instance: 'plant', scope: { all: true } },
      ALICE,
    );
    await engine.backups.cancel(ended.id, ALICE);
    await write(`temp/${ended.jobId}.work/file`);
    await knex.schema.dropTable('job_events');
    await housekeeping.run(signal);
    expect(await engine.files('temp')).toEqual([]);
  });
});
