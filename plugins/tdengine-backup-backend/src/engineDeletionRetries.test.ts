import { ObjectLockedError } from 'backstage-plugin-tdengine-backup-node';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { CopiesSetup, useCopies } from './__testUtils__/useCopies';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();

const HOUR_MS = 3_600_000;
const IN_2100 = new Date('2100-01-01T00:00:00Z');

describe.each(databases.eachSupportedId())(
  'a deletion that a target refuses on %p',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      const setup = await start({ knex });
      const backup = await setup.backUp('folder');
      return { ...setup, knex, backup };
    }

    /** How often it was tried. */
    async function tries({ engine }: CopiesSetup, id: string) {
      const jobs = await engine.backups.jobs(id);
      return jobs.filter(({ type }) => type === 'delete').length;
    }

    it('is tried again when the target may answer, and when its lock ends, but not in between', async () => {
      const setup = await setUp();
      const { engine, targets, scheduler, idle, knex, backup } = setup;
      const housekeeping = async () => {
        await scheduler.run('tdengine-backup-housekeeping');
        return idle(backup);
      };
      /** As if it were so much later. */
      const pass = async (milliseconds: number) => {
        for (const row of await knex('backup_copies').whereNotNull(
          'next_deletion_at',
        )) {
          await knex('backup_copies')
            .where({ target: row.target })
            .update({
              next_deletion_at: new Date(
                new Date(row.next_deletion_at).getTime() - milliseconds,
              ),
            });
        }
      };
      targets.of('middle').down = true;
      targets.of('far').locked = new ObjectLockedError('WORM', {
        until: IN_2100,
      });
      await engine.backups.delete(backup.id, backup.name, ALICE);
      await idle(backup);
      await pass(HOUR_MS / 2);
      await housekeeping();
      expect(await tries(setup, backup.id)).toBe(1);

      targets.of('middle').down = false;
      await pass(HOUR_MS / 2);
      expect(await housekeeping()).toMatchObject({
        state: 'deleting',
        error: expect.stringMatching(/^The copy on target 'far' is locked/),
      });
      expect(await tries(setup, backup.id)).toBe(2);
      expect(await engine.files('middle/backups')).toEqual([]);

      await pass(7 * 24 * HOUR_MS);
      await housekeeping();
      expect(await tries(setup, backup.id)).toBe(2);

      targets.faults.clear();
      await pass(IN_2100.getTime() - Date.now());
      await expect(housekeeping()).rejects.toThrow('no backup with the id');
    });

    it('of one copy waits a day where nobody knows when its lock ends', async () => {
      const setup = await setUp();
      const { engine, targets, scheduler, idle, knex, backup } = setup;
      targets.of('far').locked = new ObjectLockedError('legal hold');
      await engine.backups.deleteCopy(backup.id, 'far', ALICE);
      expect((await idle(backup)).copies[0]).toMatchObject({
        target: 'far',
        state: 'deleting',
        deletionError: expect.stringContaining('legal hold'),
      });
      // Nothing else makes it wait.
      await knex('backups').update({ updated_at: new Date(0) });
      await scheduler.run('tdengine-backup-housekeeping');
      await idle(backup);
      expect(await tries(setup, backup.id)).toBe(1);

      targets.faults.clear();
      const { next_deletion_at: next } = await knex('backup_copies')
        .where({ target: 'far' })
        .first();
      expect(new Date(next).getTime()).toBeGreaterThan(
        Date.now() + 23 * HOUR_MS,
      );
      await knex('backup_copies').update({ next_deletion_at: new Date() });
      await scheduler.run('tdengine-backup-housekeeping');
      expect((await idle(backup)).copies).toMatchObject([
        { target: 'middle' },
        { target: 'near' },
      ]);
    });
  },
);
