import { Knex } from 'knex';
import { TestDatabases } from '../../__testUtils__/backendTestUtils';
import { insertRun } from '../../__testUtils__/testRecords';
import { applyMigrations } from '../applyMigrations';
import { listForRetention } from './listForRetention';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

describe.each(databases.eachSupportedId())(
  'listForRetention on %p',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
    });

    const insert = (day: number, columns: Record<string, unknown>) =>
      insertRun(knex, new Date(Date.UTC(2026, 0, day)), columns);

    it('has what others need and are needed for, through the whole chain', async () => {
      const full = await insert(1, { policy_id: 'nightly' });
      const byHand = await insert(2, { parent_id: full, base_id: full });
      const other = await insert(3, { policy_id: 'other', parent_id: byHand });
      const back = await insert(4, { policy_id: 'nightly', parent_id: other });
      await insert(5, { policy_id: 'other' });
      await insert(6, { policy_id: 'nightly', state: 'deleted' });

      const found = await knex.transaction(tx =>
        listForRetention(tx, 'nightly'),
      );
      found.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
      expect(
        found.map(({ id, references, outside }) => [id, references, outside]),
      ).toEqual([
        [full, [], undefined],
        [byHand, [full], true],
        [other, [byHand], true],
        [back, [other], undefined],
      ]);
    });

    it.each(['found', 'uploaded'])(
      'has nothing needed by what says so of itself (%s)',
      async origin => {
        const full = await insert(1, { policy_id: 'nightly' });
        await insert(2, { origin, parent_id: full, base_id: full });
        expect(
          await knex.transaction(tx => listForRetention(tx, 'nightly')),
        ).toMatchObject([{ id: full, references: [] }]);
      },
    );
  },
);
