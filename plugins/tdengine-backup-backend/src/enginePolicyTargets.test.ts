import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { useCopies } from './__testUtils__/useCopies';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();

const POLICY: PolicyInput = {
  name: 'nightly',
  instance: 'plant',
  scope: { databases: ['power'] },
  schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
  retention: { days: 365 },
};

describe.each(databases.eachSupportedId())(
  'a policy with targets that are not configured any more, on %p',
  databaseId => {
    async function runWith(options: { targets: string[]; left: string[] }) {
      const knex = await databases.init(databaseId);
      const first = await start({ knex });
      const policy = await first.engine.policies.create(
        { ...POLICY, targets: options.targets },
        ALICE,
      );
      await first.engine.stop();
      const { engine, idle } = await start({
        knex,
        directory: first.engine.directory,
        source: first.source,
        names: options.left,
      });
      const run = await engine.policies.run(policy.id, ALICE);
      return { run, idle, engine, policy };
    }

    it('runs to those that are left, and says which one is missing', async () => {
      const { run, idle } = await runWith({
        targets: ['near', 'middle', 'far'],
        left: ['near', 'far'],
      });
      expect(await idle({ id: run.backupId! })).toMatchObject({
        state: 'partially-failed',
        verification: 'verified',
        job: {
          state: 'partially-failed',
          error: expect.stringContaining(
            "2 of 3 copies are good; the one on target 'middle' failed: There is no storage target named 'middle'",
          ),
        },
        copies: [
          { target: 'far', state: 'present' },
          {
            target: 'middle',
            state: 'failed',
            error: expect.stringContaining("no storage target named 'middle'"),
          },
          { target: 'near', state: 'present' },
        ],
      });
    });

    it.each([
      [['middle'], "There is no storage target named 'middle'"],
      [
        ['near', 'middle'],
        "None of the storage targets 'near', 'middle' is configured any more; configured are 'far'",
      ],
    ])('fails where none of %j is left', async (targets, reason) => {
      const { run, engine, policy } = await runWith({ targets, left: ['far'] });
      expect(run).toMatchObject({
        state: 'failed',
        reason: expect.stringContaining(reason),
      });
      expect(run.backupId).toBeUndefined();
      expect(await engine.policies.get(policy.id)).toMatchObject({
        lastRun: { state: 'failed' },
      });
    });
  },
);
