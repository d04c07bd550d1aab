import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { ObjectLockedError } from 'backstage-plugin-tdengine-backup-node';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { fakeDatabase } from './__testUtils__/FakeServer';
import { TARGETS, useCopies } from './__testUtils__/useCopies';
import { anySignal } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();

const POWER = { power: fakeDatabase(2, 3, 10) };

describe.each(databases.eachSupportedId())(
  'a backup with several copies on %p',
  databaseId => {
    const knex = () => databases.init(databaseId);

    it.each(['folder', 'zip', 'tar.gz'] as const)(
      'is read once and lies in every place as %s, the same bytes',
      async packaging => {
        const { engine, source, backUp, filesOn } = await start({
          knex: await knex(),
        });
        const backup = await backUp(packaging);
        expect(backup).toMatchObject({
          state: 'available',
          verification: 'verified',
          job: { state: 'succeeded' },
        });
        expect(backup.copies).toHaveLength(3);
        for (const copy of backup.copies) {
          expect(copy).toMatchObject({
            state: 'present',
            verification: 'verified',
            sizeBytes: backup.sizeBytes,
            checksum: backup.checksum,
          });
        }
        expect(new Set(source.faults.reads).size).toBe(
          source.faults.reads.length,
        );
        const { items } = await engine.jobs.events(backup.jobId!, {
          after: 0,
          limit: 1_000,
          waitMs: 0,
          ...anySignal,
        });
        const lines = items.flatMap(({ message }) => message ?? []);
        expect(new Set(lines).size).toBe(lines.length);
        for (const target of TARGETS) {
          expect(lines).toContain(
            `Reading everything back from target '${target}'`,
          );
        }
        const near = await filesOn('near');
        expect(near.size).toBeGreaterThan(1);
        expect(await filesOn('middle')).toEqual(near);
        expect(await filesOn('far')).toEqual(near);
      },
    );

    it.each([
      ['folder', 600],
      ['zip', 600],
      ['zip', 1500],
      ['tar.gz', 0],
    ] as const)(
      'is partially failed as %s where a target dies after %p bytes, repaired by itself, and restored from each',
      async (packaging, bytes) => {
        const setup = await start({ knex: await knex() });
        const { engine, targets, lab, backUp, filesOn, restore } = setup;
        targets.of('middle').bytesUntilDown = bytes;
        const backup = await backUp(packaging);
        expect(backup).toMatchObject({
          state: 'partially-failed',
          verification: 'verified',
          error: expect.stringContaining("Target 'middle' does not answer"),
          job: {
            state: 'partially-failed',
            error: expect.stringContaining(
              "2 of 3 copies are good; the one on target 'middle' failed",
            ),
          },
          copies: [
            { target: 'far', state: 'present' },
            {
              target: 'middle',
              state: 'failed',
              error: "Target 'middle' does not answer",
            },
            { target: 'near', state: 'present' },
          ],
        });
        // It is restored while a copy is missing.
        expect(await restore(backup)).toMatchObject({ state: 'succeeded' });

        // It is tried, in vain, and tried again.
        const still = await setup.repairByItself(backup);
        expect(still).toMatchObject({ state: 'partially-failed' });
        expect(still.copies[1]).toMatchObject({
          state: 'failed',
          repairAttempts: 1,
          nextRepairAt: expect.any(String),
        });
        targets.faults.clear();
        const repaired = await setup.repairByItself(backup);
        expect(repaired).toMatchObject({
          state: 'available',
          error: undefined,
          copies: [
            { state: 'present' },
            { state: 'present', verification: 'verified', repairAttempts: 0 },
            { state: 'present' },
          ],
        });
        expect(await filesOn('middle')).toEqual(await filesOn('near'));
        await setup.scheduler.run('tdengine-backup-housekeeping');
        expect(await engine.files('middle/temp')).toEqual([]);

        for (const target of TARGETS) {
          TARGETS.forEach(other => {
            targets.of(other).unreadable = other !== target;
          });
          lab.change(data => {
            data.power = {};
          });
          expect(await restore(repaired)).toMatchObject({ state: 'succeeded' });
          expect(lab.read()).toEqual(POWER);
        }
      },
    );

    it('fails where no target is left, and keeps count of what could not be removed, place by place', async () => {
      const setup = await start({ knex: await knex() });
      const { targets, backUp, engine, scheduler } = setup;
      for (const target of TARGETS) {
        targets.of(target).bytesUntilDown = 600;
      }
      const backup = await backUp('folder');
      expect(backup).toMatchObject({
        state: 'failed',
        error: expect.stringMatching(/does not answer.*Cleaning up failed/),
        job: { state: 'failed' },
      });
      targets.of('near').down = false;
      targets.of('near').bytesUntilDown = undefined;
      await scheduler.run('tdengine-backup-housekeeping');
      expect(await engine.files('near/backups')).toEqual([]);
      expect(await engine.files('far/backups')).not.toEqual([]);
      targets.faults.clear();
      await scheduler.run('tdengine-backup-housekeeping');
      expect(await engine.files('far/backups')).toEqual([]);
      expect(await engine.files('middle/backups')).toEqual([]);
    });

    it('is cancelled in all places', async () => {
      const { engine } = await start({
        knex: await knex(),
        faults: {
          beforeRead: (_unit, signal) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            }),
        },
      });
      const backup = await engine.backups.create(
        { instance: 'plant', scope: { all: true }, targets: TARGETS },
        ALICE,
      );
      await new Promise(resolve => setTimeout(resolve, 300));
      await engine.backups.cancel(backup.id, ALICE);
      expect(await engine.finished(backup)).toMatchObject({
        state: 'cancelled',
      });
      for (const target of TARGETS) {
        expect(await engine.files(target)).toEqual([]);
      }
    });

    it.each(['folder', 'zip'] as const)(
      'is read on out of the next copy as %s where a stream is cut in the middle of a file',
      async packaging => {
        const setup = await start({ knex: await knex() });
        const { engine, targets, lab, backUp, restore } = setup;
        const backup = await backUp(packaging);
        targets.of('near').cutAfter = packaging === 'zip' ? 900 : 40;
        targets.of('middle').cutAfter = packaging === 'zip' ? 500 : 30;
        const download = await engine.backups.download(backup.id, {
          as: 'stored',
          ...anySignal,
        });
        const chunks: Buffer[] = [];
        for await (const chunk of await download.open()) {
          chunks.push(chunk);
        }
        targets.faults.clear();
        const whole = await engine.backups.download(backup.id, {
          as: 'stored',
          ...anySignal,
        });
        const expected: Buffer[] = [];
        for await (const chunk of await whole.open()) {
          expected.push(chunk);
        }
        expect(Buffer.concat(chunks).equals(Buffer.concat(expected))).toBe(
          true,
        );

        targets.of('near').cutAfter = 40;
        expect(await restore(backup)).toMatchObject({ state: 'succeeded' });
        expect(lab.read()).toEqual(POWER);
      },
    );

    it('says of each copy whether it is in order, and makes a damaged one again by itself', async () => {
      const setup = await start({ knex: await knex() });
      const { engine, backUp, filesOn, idle, restore } = setup;
      const backup = await backUp('zip');
      const good = await filesOn('near');
      for (const target of ['near', 'far']) {
        const archive = join(
          engine.directory,
          target,
          backup.copies[0].location,
        );
        const bytes = await fs.readFile(archive);
        bytes[bytes.length >> 1] ^= 1;
        await fs.writeFile(archive, bytes);
      }
      await engine.backups.verify(backup.id, ALICE);
      const found = await idle(backup);
      expect(found).toMatchObject({
        state: 'partially-failed',
        verification: 'verified',
        copies: [
          { target: 'far', state: 'corrupted', verification: 'failed' },
          { target: 'middle', state: 'present', verification: 'verified' },
          { target: 'near', state: 'corrupted', verification: 'failed' },
        ],
      });
      expect(await engine.backups.jobs(backup.id)).toMatchObject([
        { type: 'verify', state: 'partially-failed' },
        { type: 'backup' },
      ]);
      expect(
        await engine.backups.verification(backup.id, { target: 'middle' }),
      ).toMatchObject({ ok: true, target: 'middle' });
      expect(await engine.backups.verification(backup.id)).toMatchObject({
        ok: false,
      });
      expect(await restore(backup)).toMatchObject({ state: 'succeeded' });

      expect(await setup.repairByItself(backup)).toMatchObject({
        state: 'available',
        copies: [
          { state: 'present', verification: 'verified' },
          { state: 'present' },
          { state: 'present', verification: 'verified' },
        ],
      });
      expect(await filesOn('near')).toEqual(good);
      expect(await filesOn('far')).toEqual(good);
    });

    it('finds damage in the nearest copy before a restore, and restores out of the next', async () => {
      const { engine, backUp, restore, lab, targets } = await start({
        knex: await knex(),
      });
      const backup = await backUp('folder');
      const [part] = (await engine.files('near/backups')).filter(path =>
        path.includes('part-'),
      );
      await fs.appendFile(part, 'x');
      expect(await restore(backup)).toMatchObject({ state: 'succeeded' });
      expect(lab.read()).toEqual(POWER);
      expect(await engine.backups.get(backup.id)).toMatchObject({
        state: 'partially-failed',
        copies: [{}, {}, { target: 'near', state: 'corrupted' }],
      });
      expect(targets.reads.some(read => read.startsWith('middle '))).toBe(true);
    });

    it('adds a copy on a target that has none, and removes one, but not the last good one', async () => {
      const setup = await start({ knex: await knex() });
      const { engine, idle, filesOn } = setup;
      const backup = await engine.finished(
        await engine.backups.create(
          { instance: 'plant', scope: { all: true }, targets: ['far'] },
          ALICE,
        ),
      );
      expect(backup.copies).toMatchObject([{ target: 'far' }]);
      await expect(
        engine.backups.deleteCopy(backup.id, 'far', ALICE),
      ).rejects.toThrow('the last good one');
      await engine.backups.addCopy(backup.id, 'near', ALICE);
      expect(await idle(backup)).toMatchObject({
        state: 'available',
        copies: [
          { target: 'far', state: 'present' },
          { target: 'near', state: 'present', verification: 'verified' },
        ],
      });
      expect(await filesOn('near')).toEqual(await filesOn('far'));
      await expect(
        engine.backups.addCopy(backup.id, 'near', ALICE),
      ).rejects.toThrow('already');
      await expect(
        engine.backups.repairCopy(backup.id, 'near', ALICE),
      ).rejects.toThrow(
        'is present; there is nothing to repair: verify it first, if its files are gone',
      );
      await expect(
        engine.backups.addCopy(backup.id, 'moon', ALICE),
      ).rejects.toThrow("no storage target named 'moon'");

      await engine.backups.deleteCopy(backup.id, 'far', ALICE);
      expect((await idle(backup)).copies).toMatchObject([{ target: 'near' }]);
      expect(await engine.files('far')).toEqual([]);
      expect((await filesOn('near')).size).toBe(2);
    });

    it('does not wait for ever for a copy whose making was cancelled before it began', async () => {
      const { engine, idle } = await start({ knex: await knex() });
      const backup = await engine.finished(
        await engine.backups.create(
          { instance: 'plant', scope: { all: true }, targets: ['near'] },
          ALICE,
        ),
      );
      await engine.stop();
      await engine.backups.addCopy(backup.id, 'far', ALICE);
      await engine.backups.cancel(backup.id, ALICE);
      expect(await idle(backup)).toMatchObject({
        state: 'partially-failed',
        copies: [
          {
            target: 'far',
            state: 'failed',
            error: 'It was cancelled before it began',
          },
          { target: 'near', state: 'present' },
        ],
      });
      await engine.backups.deleteCopy(backup.id, 'far', ALICE);
    });

    it('keeps a backup that is deleted until every target gave its copy up', async () => {
      const setup = await start({ knex: await knex() });
      const { engine, targets, backUp, idle } = setup;
      const backup = await backUp('folder');
      targets.of('middle').down = true;
      targets.of('far').locked = new ObjectLockedError('WORM', {
        until: new Date('2030-01-01T00:00:00Z'),
      });
      await engine.backups.delete(backup.id, backup.name, ALICE);
      expect(await idle(backup)).toMatchObject({
        state: 'deleting',
        error: expect.stringMatching(
          /'middle' could not be removed: .*does not answer.*|'far' is locked until 2030-01-01T00:00:00.000Z/,
        ),
      });
      expect(await engine.files('near')).toEqual([]);
      targets.faults.clear();
      await engine.backups.delete(backup.id, backup.name, ALICE);
      await expect(idle(backup)).rejects.toThrow('no backup with the id');
      expect(await engine.files('far')).toEqual([]);
      expect(await engine.files('middle')).toEqual([]);
    });

    it('is repaired once, however many processes look for what is due', async () => {
      const client = await knex();
      const one = await start({ knex: client });
      one.targets.of('near').bytesUntilDown = 100;
      const backup = await one.backUp('folder');
      one.targets.faults.clear();
      const two = await start({
        knex: client,
        directory: one.engine.directory,
        targets: one.targets,
        source: one.source,
      });
      await new Promise(resolve => setTimeout(resolve, 5));
      await Promise.all([
        one.scheduler.run('tdengine-backup-repairs'),
        two.scheduler.run('tdengine-backup-repairs'),
      ]);
      expect(await one.idle(backup)).toMatchObject({ state: 'available' });
      const jobs = await one.engine.backups.jobs(backup.id);
      expect(jobs.filter(({ type }) => type === 'repair')).toHaveLength(1);
    });
  },
);
