import { promises as fs } from 'node:fs';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { TARGETS, useCopies } from './__testUtils__/useCopies';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();
const DENIED = new Error('no right to delete');

describe.each(databases.eachSupportedId())(
  'calling off a deletion on %p',
  databaseId => {
    async function setUp(packaging: 'folder' | 'zip' = 'folder') {
      const knex = await databases.init(databaseId);
      const setup = await start({ knex });
      const backup = await setup.backUp(packaging);
      const remove = async () => {
        await setup.engine.backups.delete(backup.id, backup.name, ALICE);
        return setup.idle(backup);
      };
      return { ...setup, knex, backup, remove };
    }

    it.each(['folder', 'zip'] as const)(
      'keeps a backup (%s) of which nothing is gone, and can be restored as before',
      async packaging => {
        const setup = await setUp(packaging);
        const { engine, targets, scheduler, idle, backup, remove } = setup;
        TARGETS.forEach(name => (targets.of(name).locked = DENIED));
        expect(await remove()).toMatchObject({
          state: 'deleting',
          copies: ['far', 'middle', 'near'].map(target => ({
            target,
            state: 'present',
            deletionError: `The copy on target '${target}' could not be removed: no right to delete`,
            deletionPartial: undefined,
            nextDeletionAt: expect.any(String),
          })),
        });

        const kept = await engine.backups.keep(backup.id, ALICE);
        expect(kept).toMatchObject({
          state: 'available',
          verification: 'verified',
          error: undefined,
          updatedBy: ALICE.ref,
        });
        for (const copy of kept.copies) {
          expect(copy).toMatchObject({ state: 'present', error: undefined });
          expect(copy.deletionError).toBeUndefined();
          expect(copy.nextDeletionAt).toBeUndefined();
        }
        expect(await setup.restore(backup)).toMatchObject({
          state: 'succeeded',
        });

        // Nothing tries it again, although the targets would let it by now.
        targets.faults.clear();
        await setup.knex('backups').update({ updated_at: new Date(0) });
        await scheduler.run('tdengine-backup-housekeeping');
        expect((await idle(backup)).state).toBe('available');
        await expect(engine.backups.keep(backup.id, ALICE)).rejects.toThrow(
          `Backup '${backup.name}' is not being deleted`,
        );
        expect(await remove().catch(error => error.message)).toContain(
          'no backup with the id',
        );
      },
    );

    it('keeps what is whole, says what is gone, and goes on removing what is gone in part', async () => {
      const setup = await setUp();
      const { engine, targets, idle, backup, remove } = setup;
      targets.of('far').locked = DENIED;
      targets.of('middle').kept = /part/;
      expect(await remove()).toMatchObject({
        state: 'deleting',
        copies: [
          { target: 'far', state: 'present', deletionPartial: undefined },
          {
            target: 'middle',
            state: 'deleting',
            deletionPartial: true,
            deletionError: expect.stringContaining("'middle' denies access"),
          },
          { target: 'near', state: 'missing', deletionError: undefined },
        ],
      });

      expect(await engine.backups.keep(backup.id, ALICE)).toMatchObject({
        state: 'partially-failed',
        error: expect.stringContaining("The copy on target 'near' is gone"),
        copies: [
          { target: 'far', state: 'present' },
          { target: 'middle', state: 'deleting' },
          { target: 'near', state: 'missing' },
        ],
      });
      expect(await setup.restore(backup)).toMatchObject({ state: 'succeeded' });

      targets.faults.clear();
      await setup
        .knex('backup_copies')
        .where({ target: 'middle' })
        .update({ next_deletion_at: new Date(0) });
      await setup.scheduler.run('tdengine-backup-housekeeping');
      expect((await idle(backup)).copies).toMatchObject([
        { target: 'far', state: 'present' },
        { target: 'near', state: 'missing' },
      ]);
      expect(await engine.files('middle/backups')).toEqual([]);
    });

    it('is refused where no copy is whole, or nobody knows', async () => {
      const { engine, targets, backup, remove } = await setUp();
      targets.of('far').down = true;
      targets.of('middle').kept = /part/;
      await remove();
      await expect(engine.backups.keep(backup.id, ALICE)).rejects.toThrow(
        new RegExp(
          "can be kept: What is left of the copy on target 'far' is not known: .*does not answer; Part of the copy on target 'middle' is gone; The copy on target 'near' is gone",
        ),
      );
      expect((await engine.backups.get(backup.id)).state).toBe('deleting');
    });

    it('believes the target where the answer to a deletion was lost', async () => {
      const setup = await setUp();
      const { engine, targets, backup, remove } = setup;
      TARGETS.forEach(name => (targets.of(name).locked = DENIED));
      await remove();
      for (const path of await engine.files('near')) {
        if (path.endsWith('metadata.json')) {
          await fs.rm(path);
        }
      }
      expect(await engine.backups.keep(backup.id, ALICE)).toMatchObject({
        state: 'partially-failed',
        copies: [
          { target: 'far', state: 'present' },
          { target: 'middle', state: 'present' },
          {
            target: 'near',
            state: 'missing',
            error: "The copy on target 'near' is gone",
          },
        ],
      });
    });

    it('does not make a damaged copy good', async () => {
      const { engine, targets, knex, backup, remove } = await setUp();
      await knex('backup_copies').where({ target: 'far' }).update({
        state: 'corrupted',
        verification: 'failed',
        error: 'bits fell off',
      });
      TARGETS.forEach(name => (targets.of(name).locked = DENIED));
      await remove();
      expect(await engine.backups.keep(backup.id, ALICE)).toMatchObject({
        state: 'partially-failed',
        copies: [
          { target: 'far', state: 'corrupted', error: 'bits fell off' },
          { state: 'present' },
          { state: 'present' },
        ],
      });
    });

    it('keeps one copy of a backup', async () => {
      const { engine, targets, idle, backup } = await setUp();
      targets.of('far').locked = DENIED;
      await engine.backups.deleteCopy(backup.id, 'far', ALICE);
      expect((await idle(backup)).copies[0]).toMatchObject({
        target: 'far',
        state: 'deleting',
        deletionError: expect.stringContaining('no right to delete'),
      });
      expect(await engine.backups.keep(backup.id, ALICE)).toMatchObject({
        state: 'available',
        copies: [{ target: 'far', state: 'present' }, {}, {}],
      });
    });

    it('waits for a deletion that runs', async () => {
      const { engine, backup, remove, targets } = await setUp();
      targets.of('far').locked = DENIED;
      await remove();
      await engine.stop();
      await engine.backups.delete(backup.id, backup.name, ALICE);
      await expect(engine.backups.keep(backup.id, ALICE)).rejects.toThrow(
        `Backup '${backup.name}' is being deleted by job`,
      );
    });
  },
);
