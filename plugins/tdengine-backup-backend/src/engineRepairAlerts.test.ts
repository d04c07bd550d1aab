import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { useCopies } from './__testUtils__/useCopies';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();

const ALL = { backups: 'all', policies: 'all' } as const;

describe.each(databases.eachSupportedId())(
  'a repair that is given up on %p',
  databaseId => {
    it('is an alert until the copy is good again, also while it is tried once more', async () => {
      const setup = await start({
        knex: await databases.init(databaseId),
        config: { repair: { firstDelay: { milliseconds: 1 }, attempts: 2 } },
      });
      const { engine, targets, scheduler, backUp, idle } = setup;
      const openAlerts = async () => {
        await scheduler.run('tdengine-backup-alerts');
        const page = { page: 1, pageSize: 10, open: true };
        const { items } = await engine.alerts.list(page, ALL);
        return items.filter(({ kind }) => kind === 'repair');
      };
      targets.of('middle').down = true;
      const backup = await backUp('folder');
      expect(await openAlerts()).toEqual([]);
      await setup.repairByItself(backup);
      expect(await openAlerts()).toEqual([]);

      expect((await setup.repairByItself(backup)).copies[1]).toMatchObject({
        state: 'failed',
        nextRepairAt: undefined,
      });
      expect(await openAlerts()).toMatchObject([
        {
          kind: 'repair',
          level: 'warning',
          backupId: backup.id,
          target: 'middle',
          message: `The copy of backup '${backup.name}' on target 'middle' could not be repaired and is not tried any more: Target 'middle' does not answer`,
        },
      ]);

      await engine.backups.repairCopy(backup.id, 'middle', ALICE);
      await idle(backup);
      expect(await openAlerts()).toHaveLength(1);

      targets.faults.clear();
      await engine.backups.repairCopy(backup.id, 'middle', ALICE);
      await idle(backup);
      expect(await openAlerts()).toEqual([]);
    });
  },
);
