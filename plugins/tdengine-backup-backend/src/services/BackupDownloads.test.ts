import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { openArchiveFile } from 'backstage-plugin-tdengine-backup-node';
import yauzl from 'yauzl';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { ALICE } from '../__testUtils__/createTestEngine';
import { anySignal, until, useEngines } from '../__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const engines = useEngines();

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function entriesOf(zip: Buffer): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const entries: Record<string, string> = {};
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) {
        reject(error);
        return;
      }
      file.on('end', () => resolve(entries));
      file.on('error', reject);
      file.on('entry', entry => {
        file.openReadStream(entry, (failure, stream) => {
          if (failure) {
            reject(failure);
            return;
          }
          collect(stream).then(content => {
            entries[entry.fileName] = content.toString();
            file.readEntry();
          }, reject);
        });
      });
      file.readEntry();
    });
  });
}

describe('downloads of backups', () => {
  async function setUp(packaging: 'folder' | 'zip' | 'tar.gz') {
    const setup = await engines.start({
      knex: await databases.init('SQLITE_3'),
    });
    const backup = await setup.engine.finished(
      await setup.engine.backups.create(
        {
          instance: 'plant',
          scope: { all: true },
          packaging,
          name: 'Évènement',
        },
        ALICE,
      ),
    );
    return { ...setup, backup };
  }

  it('are the same bytes whenever they are asked for', async () => {
    const { engine, backup } = await setUp('folder');
    const download = async () => {
      const { open } = await engine.backups.download(backup.id, {
        as: 'stored',
        ...anySignal,
      });
      return collect(await open());
    };
    const first = await download();
    // A zip tells times to two seconds.
    await sleep(2_100);
    expect((await download()).equals(first)).toBe(true);
  });

  it('is not removed by a rule while somebody downloads it', async () => {
    const knex = await databases.init('SQLITE_3');
    const { engine } = await engines.start({ knex });
    const policy = await engine.policies.create(
      {
        name: 'nightly',
        instance: 'plant',
        scope: { all: true },
        schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
        retention: { count: 1 },
      },
      ALICE,
    );
    const run = async () => {
      const { backupId } = await engine.policies.run(policy.id, ALICE);
      await until(
        async () =>
          (await knex('policy_runs').where({ state: 'begun' })).length === 0,
      );
      return engine.backups.get(backupId!);
    };
    const first = await run();
    const download = await engine.backups.download(first.id, {
      as: 'stored',
      ...anySignal,
    });
    const content = await download.open();
    await run();
    const { items } = await engine.policies.cleanUp(policy.id);
    expect(items[1]).toMatchObject({
      backup: { id: first.id },
      action: 'keep',
      reasons: [{ code: 'busy' }],
    });

    expect((await collect(content)).byteLength).toBe(download.size);
    // As if two minutes had passed since.
    await knex('backups').update({ in_use_until: new Date(Date.now() - 1) });
    await engine.policies.cleanUp(policy.id);
    await until(async () => {
      const { state } = await knex('backups').where({ id: first.id }).first();
      return state === 'deleted';
    });
    await expect(download.open()).rejects.toThrow('is being deleted');
  });

  it.each([
    ['zip', 'application/zip'],
    ['tar.gz', 'application/gzip'],
  ] as const)(
    'gives a %s as it is stored, in ranges',
    async (packaging, type) => {
      const { engine, backup } = await setUp(packaging);
      const download = await engine.backups.download(backup.id, {
        as: 'stored',
        ...anySignal,
      });
      const content = await collect(await download.open());
      expect(download).toMatchObject({
        fileName: `Évènement.${packaging}`,
        contentType: type,
        size: content.byteLength,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
      const range = await collect(await download.open({ start: 5, end: 25 }));
      expect(range).toEqual(content.subarray(5, 25));
    },
  );

  it('packs a folder on the way, as a backup that can be opened', async () => {
    const { engine, backup } = await setUp('folder');
    const download = await engine.backups.download(backup.id, {
      as: 'stored',
      ...anySignal,
    });
    expect(download).toMatchObject({ fileName: 'Évènement.zip' });
    expect(download.size).toBeUndefined();
    const path = join(engine.directory, 'downloaded.zip');
    await fs.writeFile(path, await collect(await download.open()));
    const set = await openArchiveFile({
      path,
      temporaryDirectory: engine.directory,
      ...anySignal,
    });
    expect(set.manifest.totals.rows).toBe(60);
    for (const file of set.manifest.files) {
      const content = await collect(await set.read(file.path, anySignal));
      expect(content.byteLength).toBe(file.size);
    }
    await set.close();
    await until(
      async () =>
        (await fs.readdir(join(engine.directory, 'temp'))).length === 0,
    );
  });

  it('gives CSV, one file a table', async () => {
    const { engine, backup } = await setUp('zip');
    const download = await engine.backups.download(backup.id, {
      as: 'csv',
      ...anySignal,
    });
    expect(download.fileName).toBe('Évènement.csv.zip');
    const entries = await entriesOf(await collect(await download.open()));
    expect(Object.keys(entries)).toEqual(['power/st1.csv', 'power/st2.csv']);
    expect(entries['power/st1.csv'].split('\n').slice(0, 2)).toEqual([
      'tbname,value',
      'st1_t1,0',
    ]);
  });

  it('breaks off with an error when a file cannot be read, and cleans up', async () => {
    const { engine, backup } = await setUp('folder');
    const part = (await engine.files('backups')).find(path =>
      path.includes('part-3-'),
    )!;
    await fs.rm(part);
    for (const as of ['stored', 'csv'] as const) {
      const download = await engine.backups.download(backup.id, {
        as,
        ...anySignal,
      });
      await expect(download.open().then(collect)).rejects.toThrow(/part-3-/);
    }
    await until(
      async () =>
        (await fs.readdir(join(engine.directory, 'temp'))).length === 0,
    );
  });

  it.each(['folder', 'zip', 'tar.gz'] as const)(
    'breaks off instead of handing out a %s that is not what was written',
    async packaging => {
      const { engine, backup } = await setUp(packaging);
      const stored = await engine.files('backups');
      const path = stored.find(name =>
        packaging === 'folder'
          ? name.includes('part-3-')
          : name.endsWith(packaging),
      )!;
      const forged = await fs.readFile(path);
      const at = forged.indexOf('st1_t3');
      forged[at < 0 ? forged.length >> 1 : at + 5] ^= 1;
      await fs.writeFile(path, forged);
      for (const as of ['stored', 'csv'] as const) {
        const download = await engine.backups.download(backup.id, {
          as,
          ...anySignal,
        });
        await expect(download.open().then(collect)).rejects.toMatchObject({
          name: 'DamagedBackupError',
        });
      }
    },
  );

  it('breaks off when the manifest of a folder is replaced while it is handed out', async () => {
    const { engine, backup } = await setUp('folder');
    const path = (await engine.files('backups')).find(name =>
      name.endsWith('metadata.json'),
    )!;
    const download = await engine.backups.download(backup.id, {
      as: 'stored',
      ...anySignal,
    });
    const written = await fs.readFile(path, 'utf8');
    await fs.writeFile(path, written.replace('Évènement', 'Another'));
    await expect(download.open().then(collect)).rejects.toThrow(
      /metadata.json' is not/,
    );
  });

  it('stops when nobody reads any more', async () => {
    const { engine, backup } = await setUp('zip');
    const controller = new AbortController();
    const download = await engine.backups.download(backup.id, {
      as: 'csv',
      signal: controller.signal,
    });
    const stream = await download.open();
    controller.abort(new Error('The client is gone'));
    await expect(collect(stream)).rejects.toThrow('The client is gone');
    await until(
      async () =>
        (await fs.readdir(join(engine.directory, 'temp'))).length === 0,
    );
  });

  it('refuses what has no contents', async () => {
    const { engine, plant } = await engines.start({
      knex: await databases.init('SQLITE_3'),
    });
    plant.down = new Error('It is down');
    const failed = await engine.finished(
      await engine.backups.create(
        { instance: 'plant', scope: { all: true } },
        ALICE,
      ),
    );
    await expect(
      engine.backups.download(failed.id, { as: 'stored', ...anySignal }),
    ).rejects.toThrow(/has no contents to read: it is failed/);
  });
});
