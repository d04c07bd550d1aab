import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { useEngines } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();
const QUERY = { page: 1, pageSize: 25, sort: 'name', order: 'asc' } as const;

describe.each(databases.eachSupportedId())(
  'the list of policies on %p',
  databaseId => {
    async function start(scopes: Record<string, PolicyInput['scope']>) {
      const knex = await databases.init(databaseId);
      const { engine } = await engines.start({ knex });
      for (const [name, scope] of Object.entries(scopes)) {
        await engine.policies.create(
          {
            name,
            instance: 'plant',
            scope,
            schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
            retention: { count: 1 },
          },
          ALICE,
        );
      }
      return async (changes: object) => {
        const page = await engine.policies.list({ ...QUERY, ...changes });
        return [page.totalItems, ...page.items.map(({ name }) => name)];
      };
    }

    it('finds those that take a database without naming it, in pages', async () => {
      const list = await start({
        a: { databases: ['power'] },
        b: { databases: ['water'] },
        c: { all: true },
      });
      const query = { databases: ['power'] };
      expect(await list(query)).toEqual([2, 'a', 'c']);
      expect(await list({ ...query, page: 2, pageSize: 1 })).toEqual([2, 'c']);
      expect(await list({ databases: ['power', 'water'] })).toEqual([
        3,
        'a',
        'b',
        'c',
      ]);
      expect(await list({ databases: ['gas'] })).toEqual([1, 'c']);
    });

    it('finds none of them that the caller may not see', async () => {
      const list = await start({
        a: { databases: ['power'] },
        c: { all: true },
      });
      expect(
        await list({
          databases: ['power'],
          criteria: { property: 'database', values: ['power'] },
        }),
      ).toEqual([1, 'a']);
    });
  },
);
