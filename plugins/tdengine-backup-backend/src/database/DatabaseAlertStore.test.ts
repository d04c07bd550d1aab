import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { insertPolicy, insertRun } from '../__testUtils__/testRecords';
import { Finding } from '../alerts/Finding';
import { applyMigrations } from './applyMigrations';
import { DatabaseAlertStore } from './DatabaseAlertStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const ALL = { backups: 'all', policies: 'all' } as const;
const PAGE = { page: 1, pageSize: 25 };

function finding(key: string, changes: Partial<Finding> = {}): Finding {
  return {
    key,
    kind: 'objective',
    level: 'error',
    message: `about ${key}`,
    details: { hours: 24 },
    ...changes,
  };
}

const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));

describe.each(databases.eachSupportedId())(
  'DatabaseAlertStore on %p',
  databaseId => {
    let knex: Knex;
    let store: DatabaseAlertStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      store = DatabaseAlertStore.create({ knex });
    });

    function claim(id: string, news: 'opened' | 'closed', now: Date) {
      return knex.transaction(tx => store.claimNews(id, news, now, tx));
    }

    it('has one open alert of a cause, and another after that is over', async () => {
      await Promise.all([
        store.open(finding('a'), at(1)),
        store.open(finding('a'), at(1)),
      ]);
      const [first] = await store.listOpen();
      expect(await store.listOpen()).toHaveLength(1);
      await store.close(first.id, at(2));
      expect(await store.listOpen()).toEqual([]);
      await store.open(finding('a'), at(3));
      expect((await store.list(PAGE, ALL)).items).toMatchObject([
        { openedAt: at(3).toISOString(), closedAt: undefined },
        { openedAt: at(1).toISOString(), closedAt: at(2).toISOString() },
      ]);
    });

    it('lists open ones first, and only those or the others where asked', async () => {
      await store.open(finding('old'), at(1));
      await store.open(finding('over'), at(2));
      await store.open(finding('new'), at(3));
      const over = (await store.listOpen()).find(({ key }) => key === 'over')!;
      await store.close(over.id, at(4));
      const messages = async (open?: boolean) =>
        (await store.list({ ...PAGE, open }, ALL)).items.map(
          ({ message }) => message,
        );
      expect(await messages()).toEqual([
        'about new',
        'about old',
        'about over',
      ]);
      expect(await messages(true)).toEqual(['about new', 'about old']);
      expect(await messages(false)).toEqual(['about over']);
      expect(await store.list({ page: 2, pageSize: 2 }, ALL)).toMatchObject({
        totalItems: 3,
        items: [{ message: 'about over' }],
      });
    });

    it('changes the figures of an open one', async () => {
      await store.open(finding('a'), at(1));
      const [{ id }] = await store.listOpen();
      await store.update(id, finding('a', { level: 'warning', details: {} }));
      expect(await store.listOpen()).toMatchObject([
        { id, level: 'warning', details: {}, openedAt: at(1).toISOString() },
      ]);
    });

    it('shows what is about a policy, a backup or a target to who may see it', async () => {
      const policy = await insertPolicy(knex, { name: 'nightly' });
      const backup = await insertRun(knex, at(1), {}, { name: 'mine' });
      const foreign = await insertRun(
        knex,
        at(1),
        {},
        { ownerRef: 'group:default/other' },
      );
      await store.open(finding('target', { target: 'nas' }), at(1));
      await store.open(finding('policy', { policyId: policy }), at(2));
      await store.open(finding('backup', { backupId: backup }), at(3));
      await store.open(finding('foreign', { backupId: foreign }), at(4));
      const ops = {
        property: 'ownerRef' as const,
        values: ['group:default/ops'],
      };
      const keys = async (access: Parameters<typeof store.list>[1]) =>
        (await store.list(PAGE, access)).items.map(({ key }) => key);

      expect(await keys(ALL)).toEqual([
        'foreign',
        'backup',
        'policy',
        'target',
      ]);
      expect(await keys({ backups: ops, policies: 'all' })).toEqual([
        'backup',
        'policy',
        'target',
      ]);
      expect(await keys({ backups: ops, policies: 'none' })).toEqual([
        'backup',
        'target',
      ]);
      expect(await keys({ backups: 'none', policies: 'none' })).toEqual([
        'target',
      ]);
      expect((await store.list(PAGE, ALL)).items[2].policyName).toBe('nightly');
    });

    it('gives each piece of news to one who sends it', async () => {
      await store.open(finding('a'), at(1));
      const [{ alert, news }] = await store.listNews(10);
      expect(news).toBe('opened');
      const claims = await Promise.all(
        [1, 2, 3].map(() => claim(alert.id, 'opened', at(2))),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.listNews(10)).toEqual([]);

      await store.close(alert.id, at(3));
      expect(await store.listNews(10)).toMatchObject([
        { news: 'closed', alert: { id: alert.id } },
      ]);
      expect(await claim(alert.id, 'closed', at(4))).toBe(true);
      expect(await claim(alert.id, 'closed', at(4))).toBe(false);
      expect(await store.listNews(10)).toEqual([]);
    });

    it('never tells of the end of what it did not tell of', async () => {
      await store.open(finding('a'), at(1));
      const [{ id }] = await store.listOpen();
      await store.close(id, at(2));
      expect(await store.listNews(10)).toEqual([]);
      expect(await claim(id, 'opened', at(3))).toBe(false);
    });
  },
);
