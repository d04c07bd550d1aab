import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LocalFolderTarget,
  StorageFullError,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { gate, until, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const engines = useEngines();

const POWER = { instance: 'plant', scope: { databases: ['power'] } };

/** A local folder that is full after so many bytes. */
function smallDisk(bytes: number): StorageTargetFactory {
  return {
    type: 'small',
    create({ name, config }) {
      const target = LocalFolderTarget.create({
        name,
        path: config.getString('path'),
      });
      let used = 0;
      const upload = target.upload.bind(target);
      target.upload = async (key, options) => {
        const started = await upload(key, options);
        const write = started.write.bind(started);
        started.write = async chunk => {
          used += chunk.byteLength;
          if (used > bytes) {
            throw new StorageFullError(`No space left on target '${name}'`);
          }
          await write(chunk);
        };
        return started;
      };
      return target;
    },
  };
}

describe.each(databases.eachSupportedId())(
  'a backup that fails on %p',
  databaseId => {
    it('says why when the source is down, keeps nothing, and can be tried again', async () => {
      const { engine, plant } = await engines.start({
        knex: await databases.init(databaseId),
      });
      plant.down = Object.assign(new Error('connect ECONNREFUSED'), {
        cause: new Error('nobody listens on port 6041'),
      });
      const failed = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      expect(failed).toMatchObject({
        state: 'failed',
        error: 'connect ECONNREFUSED: nobody listens on port 6041',
        verification: 'unverified',
        job: { state: 'failed' },
      });
      expect(await engine.files('backups')).toEqual([]);

      plant.down = undefined;
      const retried = await engine.backups.retry(failed.id, ALICE);
      expect(retried).toMatchObject({ state: 'creating', error: undefined });
      expect(retried.jobId).not.toBe(failed.jobId);
      expect(await engine.finished(retried)).toMatchObject({
        id: failed.id,
        name: failed.name,
        state: 'available',
        rows: 60,
      });
      expect(await engine.backups.jobs(failed.id)).toEqual([
        expect.objectContaining({ id: retried.jobId, state: 'succeeded' }),
        expect.objectContaining({ id: failed.jobId, state: 'failed' }),
      ]);
      await expect(engine.backups.retry(failed.id, ALICE)).rejects.toThrow(
        /Only a failed or cancelled backup/,
      );
    });

    it('says that a target cannot be written to before it removes anything there', async () => {
      const locked: StorageTargetFactory = {
        type: 'locked',
        create({ name, config }) {
          const target = LocalFolderTarget.create({
            name,
            path: config.getString('path'),
          });
          const refuse = async () => {
            throw new Error('the user may not');
          };
          return Object.assign(target, { upload: refuse, delete: refuse });
        },
      };
      const directory = await fs.mkdtemp(join(tmpdir(), 'backup-locked-'));
      const { engine, source } = await engines.start({
        knex: await databases.init(databaseId),
        directory,
        targetFactories: [locked],
        config: {
          storage: {
            path: directory,
            targets: [
              { name: 'nas', type: 'locked', path: join(directory, 'nas') },
            ],
          },
        },
      });
      const { error } = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      expect(error).toMatch(
        /^Target 'nas' \(.*nas\) cannot be written to.*the user may not/,
      );
      expect(source.faults.reads).toEqual([]);
    });

    it('reads a unit again that moved, and takes it when it then agrees', async () => {
      let first = true;
      const { engine, source } = await engines.start({
        knex: await databases.init(databaseId),
        faults: {
          dropRow: table => {
            const drop = first && table === 'st1_t2';
            first = first && !drop;
            return drop;
          },
        },
      });
      const backup = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      expect(backup).toMatchObject({ state: 'available', rows: 60 });
      expect(
        source.faults.reads.filter(unit => unit === 'rows power st1'),
      ).toHaveLength(2);
      expect(backup.job?.progress?.errors).toBe(1);
    });

    it('names tables and numbers when rows are missing twice', async () => {
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
        faults: { dropRow: table => table === 'st1_t2' },
      });
      const backup = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      expect(backup.state).toBe('failed');
      expect(backup.error).toBe(
        'power.st1 was not read as it is: power.st1_t2 has 9 rows in the file, where the source had 10 before and 10 after',
      );
      expect(await engine.files('backups')).toEqual([]);
      expect(await engine.files('temp')).toEqual([]);
    });

    it('stops at the size limit', async () => {
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
      });
      const backup = await engine.finished(
        await engine.backups.create({ ...POWER, sizeLimitBytes: 500 }, ALICE),
      );
      expect(backup.state).toBe('failed');
      expect(backup.error).toMatch(/larger than its limit of 500 B/);
      expect(await engine.files('backups')).toEqual([]);
      expect(await engine.files('temp')).toEqual([]);
    });

    it('takes a larger limit than the configured one for that', async () => {
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
        config: { sizeLimit: 500 },
      });
      const backup = await engine.finished(
        await engine.backups.create({ ...POWER, sizeLimitBytes: 5e9 }, ALICE),
      );
      expect(backup.error).toMatch(/larger than its limit of 500 B/);
    });

    it('says that the disk is full', async () => {
      const knex = await databases.init(databaseId);
      const folder = await fs.mkdtemp(join(tmpdir(), 'backup-small-'));
      const { engine } = await engines.start({
        knex,
        targetFactories: [smallDisk(700)],
        config: {
          storage: {
            path: folder,
            targets: [{ name: 'small', type: 'small', path: folder }],
          },
        },
      });
      const backup = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      expect(backup.state).toBe('failed');
      expect(backup.error).toMatch(/No space left on target 'small'/);
      expect(await fs.readdir(folder)).toEqual(
        expect.not.arrayContaining(['backups']),
      );
      await fs.rm(folder, { recursive: true, force: true });
    });

    it('looks at the room on the target first, for an archive twice', async () => {
      const { engine, source } = await engines.start({
        knex: await databases.init(databaseId),
        faults: { estimatedBytes: 2 ** 52 },
      });
      const backup = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      expect(backup.state).toBe('failed');
      expect(backup.error).toMatch(
        /free where the backup may need 9.6 PiB, for the files and the archive/,
      );
      expect(source.faults.reads).toEqual([]);
    });

    it('does not take a set for its own that somebody else put in its place', async () => {
      const { engine, plant } = await engines.start({
        knex: await databases.init(databaseId),
      });
      const folder = { ...POWER, packaging: 'folder' as const };
      const other = await engine.finished(
        await engine.backups.create(folder, ALICE),
      );
      plant.change(data => {
        data.power.st1.st1_t1.push(77);
      });
      await engine.stop();
      const waiting = await engine.backups.create(folder, ALICE);
      const [{ set_prefix: prefix }] = await engine
        .knex('backups')
        .where({ id: waiting.id });
      const place = join(engine.directory, prefix);
      await fs.cp(join(engine.directory, other.copies[0].location), place, {
        recursive: true,
      });
      const manifest = join(place, 'metadata.json');
      const { manifestDigest, ...rest } = JSON.parse(
        (await fs.readFile(manifest, 'utf8')).replaceAll(other.id, waiting.id),
      );
      const withDigest = (digest: string) =>
        `${JSON.stringify({ ...rest, manifestDigest: digest }, null, 2)}\n`;
      const unsigned = withDigest('0'.repeat(64));
      await fs.writeFile(
        manifest,
        withDigest(createHash('sha256').update(unsigned).digest('hex')),
      );
      await engine.start();
      expect(await engine.finished(waiting)).toMatchObject({
        error: undefined,
        state: 'available',
        rows: 61,
      });
    });

    it('is cancelled within seconds, and nothing of it stays', async () => {
      const reading = gate();
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
        faults: {
          beforeRead: async (unit, signal) => {
            if (unit.kind === 'rows') {
              reading.open();
              await new Promise((_, reject) => {
                signal.addEventListener('abort', () => reject(signal.reason));
              });
            }
          },
        },
      });
      const backup = await engine.backups.create(POWER, ALICE);
      await reading.opened;
      const asked = Date.now();
      await engine.backups.cancel(backup.id, ALICE);
      expect(await engine.finished(backup)).toMatchObject({
        state: 'cancelled',
        error: undefined,
        job: { state: 'cancelled' },
      });
      expect(Date.now() - asked).toBeLessThan(5_000);
      expect(await engine.files('backups')).toEqual([]);
      expect(await engine.files('temp')).toEqual([]);
      await expect(engine.backups.cancel(backup.id, ALICE)).rejects.toThrow(
        /Nothing runs for backup/,
      );
    });

    it('is cancelled at once while it waits', async () => {
      const { engine } = await engines.create({
        knex: await databases.init(databaseId),
      });
      const backup = await engine.backups.create(POWER, ALICE);
      expect(await engine.backups.cancel(backup.id, ALICE)).toMatchObject({
        state: 'cancelled',
        job: { state: 'cancelled' },
      });
    });

    it('is corrupted when its files change, until they are right again', async () => {
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
      });
      const backup = await engine.finished(
        await engine.backups.create({ ...POWER, packaging: 'folder' }, ALICE),
      );
      const part = (await engine.files('backups')).find(path =>
        path.includes('/part-1-'),
      )!;
      const content = await fs.readFile(part);
      const damaged = Buffer.from(content);
      damaged[10] = damaged[10] === 0x20 ? 0x21 : 0x20;
      await fs.writeFile(part, damaged);

      const { verifyJobId } = await engine.backups.verify(backup.id, ALICE);
      expect(await engine.jobEnded(verifyJobId!)).toMatchObject({
        state: 'failed',
        error: expect.stringMatching(/part-1-.*is not what was written/),
      });
      expect(await engine.backups.get(backup.id)).toMatchObject({
        state: 'corrupted',
        verification: 'failed',
        error: expect.stringMatching(/part-1-/),
      });
      expect(await engine.backups.verification(backup.id)).toMatchObject({
        ok: false,
        problems: [{ problem: 'digest' }],
      });

      await fs.writeFile(part, content);
      const again = await engine.backups.verify(backup.id, ALICE);
      await engine.jobEnded(again.verifyJobId!);
      expect(await engine.backups.get(backup.id)).toMatchObject({
        state: 'available',
        verification: 'verified',
        error: undefined,
      });
    });

    it('is not deleted while it is verified, nor verified while it is deleted', async () => {
      const { engine } = await engines.start({
        knex: await databases.init(databaseId),
      });
      const backup = await engine.finished(
        await engine.backups.create(POWER, ALICE),
      );
      await engine.stop();
      await engine.backups.verify(backup.id, ALICE);
      const { verifyJobId } = await engine.backups.get(backup.id);
      await expect(
        engine.backups.delete(backup.id, backup.name, ALICE),
      ).rejects.toThrow(
        `Backup '${backup.name}' is being verified by job ${verifyJobId}`,
      );
      await engine.backups.cancel(backup.id, ALICE);
      await engine.backups.delete(backup.id, backup.name, ALICE);
      await expect(engine.backups.verify(backup.id, ALICE)).rejects.toThrow(
        /has no contents to read: it is deleting/,
      );
      // Asked again, it is the same deletion.
      await engine.backups.delete(backup.id, backup.name, ALICE);

      const outcomes = await Promise.allSettled([
        engine.backups.verify(backup.id, ALICE),
        engine.restores.plan(
          { backupId: backup.id },
          { signal: AbortSignal.timeout(5_000) },
        ),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        'rejected',
        'rejected',
      ]);
      await engine.start();
      await until(async () => (await engine.files('backups')).length === 0);
    });
  },
);
