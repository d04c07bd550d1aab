import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { useCopies } from './__testUtils__/useCopies';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();

const DAY_MS = 24 * 3_600_000;
const MOVE: PolicyInput = {
  name: 'nightly',
  instance: 'plant',
  scope: { databases: ['power'] },
  schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
  retention: { days: 365 },
  targets: ['near'],
  destinations: [
    { target: 'near', keepDays: 7 },
    { target: 'far', afterDays: 7 },
  ],
};

describe.each(databases.eachSupportedId())(
  'destinations of a policy on %p',
  databaseId => {
    it('move a backup to another target when it is old enough', async () => {
      const knex = await databases.init(databaseId);
      const { engine, scheduler, idle } = await start({ knex });
      const policy = await engine.policies.create(MOVE, ALICE);
      expect(policy.destinations).toEqual(MOVE.destinations);
      const { backupId } = await engine.policies.run(policy.id, ALICE);
      const backup = await idle({ id: backupId! });
      const tick = async () => {
        await scheduler.run('tdengine-backup-transfers');
        return idle(backup);
      };
      expect((await tick()).copies).toMatchObject([{ target: 'near' }]);

      await knex('backups').update({
        created_at: new Date(Date.now() - 8 * DAY_MS),
      });
      expect((await tick()).copies).toMatchObject([
        { target: 'far', state: 'present', verification: 'verified' },
        { target: 'near', state: 'present' },
      ]);
      const moved = await tick();
      expect(moved).toMatchObject({ state: 'available' });
      expect(moved.copies).toMatchObject([{ target: 'far' }]);
      expect(await engine.files('near')).toEqual([]);
      // Nothing is left to be done.
      expect((await tick()).copies).toEqual(moved.copies);
    });

    it('go on to the other targets where one is not configured any more', async () => {
      const knex = await databases.init(databaseId);
      const first = await start({ knex });
      const { id } = await first.engine.policies.create(
        {
          ...MOVE,
          destinations: [
            { target: 'middle', afterDays: 1 },
            { target: 'far', afterDays: 1 },
          ],
        },
        ALICE,
      );
      const { backupId } = await first.engine.policies.run(id, ALICE);
      await first.idle({ id: backupId! });
      await first.engine.stop();
      await knex('backups').update({
        created_at: new Date(Date.now() - 2 * DAY_MS),
      });

      const { scheduler, idle } = await start({
        knex,
        directory: first.engine.directory,
        source: first.source,
        names: ['near', 'far'],
      });
      await scheduler.run('tdengine-backup-transfers');
      expect((await idle({ id: backupId! })).copies).toMatchObject([
        { target: 'far', state: 'present' },
        { target: 'near', state: 'present' },
      ]);
    });

    it.each([
      [
        [{ target: 'far' }],
        "'destinations[0].afterDays' for target 'far': say when a copy is made there",
      ],
      [[{ target: 'near', afterDays: 3 }], 'makes a copy there at once'],
      [[{ target: 'far', keepDays: 3 }], 'no copy gets there'],
      [
        [{ target: 'far', afterDays: 9, keepDays: 9 }],
        "'destinations[0].keepDays' for target 'far': it has to be removed later than it is made",
      ],
      [
        [
          { target: 'far', afterDays: 3 },
          { target: 'far', keepDays: 9 },
        ],
        "'destinations[1].target' for target 'far': this target is there already",
      ],
      [[{ target: 'moon', keepDays: 3 }], "no storage target named 'moon'"],
    ])(
      'are refused where they make no sense: %j',
      async (destinations, why) => {
        const { engine } = await start({
          knex: await databases.init(databaseId),
        });
        await expect(
          engine.policies.create({ ...MOVE, destinations }, ALICE),
        ).rejects.toThrow(why);
      },
    );
  },
);
