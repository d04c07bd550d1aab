import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { silentLogger } from '../__testUtils__/silentLogger';
import {
  insertPolicy,
  insertPolicyRun,
  insertRun,
} from '../__testUtils__/testRecords';
import { applyMigrations } from '../database/applyMigrations';
import { createStores } from '../database/createStores';
import { PolicyCleanUp } from './PolicyCleanUp';
import { PolicyNews } from './PolicyNews';
import { PolicySettlement } from './PolicySettlement';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

describe.each(databases.eachSupportedId())(
  'PolicySettlement on %p',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
    });

    async function insertEnded(policyId: string, minute: number) {
      const at = new Date(Date.UTC(2026, 0, 31, 2, minute));
      const backupId = await insertRun(knex, at, {}, { policyId });
      await insertPolicyRun(knex, policyId, {
        state: 'begun',
        backup_id: backupId,
        created_at: at,
      });
    }

    it('settles what is behind many that cannot be settled now', async () => {
      const told: string[] = [];
      const settlement = PolicySettlement.create({
        ...createStores(knex),
        knex,
        cleanUp: { run: async () => {} } as unknown as PolicyCleanUp,
        news: {
          async succeeded({ name }: { name: string }) {
            if (name === 'stuck') {
              throw new Error('not now');
            }
            told.push(name);
          },
        } as unknown as PolicyNews,
        logger: silentLogger,
      });
      const stuck = await insertPolicy(knex, { name: 'stuck' });
      const good = await insertPolicy(knex, { name: 'good' });
      // Several of the same moment, as those of one look are.
      for (let index = 0; index < 120; index++) {
        await insertEnded(stuck, Math.floor(index / 40));
      }
      await insertEnded(good, 59);

      await settlement.run(new AbortController().signal, { mayRemove: true });
      expect(told).toEqual(['good']);
      expect(await knex('policy_runs').where({ state: 'begun' })).toHaveLength(
        120,
      );
    });
  },
);
