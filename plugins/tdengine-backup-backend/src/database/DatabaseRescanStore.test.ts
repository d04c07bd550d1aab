import { randomUUID } from 'node:crypto';
import { RescanResult } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { applyMigrations } from './applyMigrations';
import { DatabaseRescanStore } from './DatabaseRescanStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();

const RESULT: RescanResult = {
  found: 3,
  added: 2,
  copiesAdded: 1,
  missing: 0,
  problems: [{ place: 'backups/20260131/x', reason: 'Er ist «kein» Zip\n' }],
  problemCount: 1,
};

describe.each(databases.eachSupportedId())(
  'DatabaseRescanStore on %p',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      const store = DatabaseRescanStore.create({ knex });
      const insert = async (target: string, ownerRef?: string) => {
        const rescan = {
          id: randomUUID(),
          target,
          jobId: randomUUID(),
          createdBy: 'user:default/bob',
          ...(ownerRef && { ownerRef }),
        };
        await knex.transaction(tx => store.insert(rescan, tx));
        // The newest is told by its time, in milliseconds.
        await new Promise(resolve => setTimeout(resolve, 5));
        return rescan;
      };
      return { knex, store, insert };
    }

    it('knows the newest of a target, and what it found', async () => {
      const { knex, store, insert } = await setUp();
      expect(await store.findLatest('nas')).toBeUndefined();
      const first = await insert('nas');
      const second = await insert('nas', 'group:default/ops');
      const other = await insert('s3');
      expect(await store.findLatest('nas')).toEqual({
        ...second,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        result: undefined,
      });
      await knex.transaction(tx => store.setResult(second.id, RESULT, tx));
      expect(await store.get(second.id)).toMatchObject({ result: RESULT });
      expect(await store.get(first.id)).toMatchObject({
        result: undefined,
        ownerRef: undefined,
      });
      expect(await store.findLatest('s3')).toMatchObject({ id: other.id });
      await expect(store.get(randomUUID())).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });

    it('forgets all but the newest ten of each target', async () => {
      const { store, insert } = await setUp();
      const other = await insert('s3');
      const made: string[] = [];
      for (let count = 0; count < 12; count++) {
        made.push((await insert('nas')).id);
      }
      const kept: string[] = [];
      for (const id of made) {
        await store.get(id).then(
          () => kept.push(id),
          () => {},
        );
      }
      expect(kept).toEqual(made.slice(2));
      expect(await store.get(other.id)).toMatchObject({ target: 's3' });
    });
  },
);
