import { randomUUID } from 'node:crypto';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { testBackup } from '../__testUtils__/testBackup';
import { applyMigrations } from './applyMigrations';
import { DatabaseBackupStore } from './DatabaseBackupStore';
import { DatabaseRestoreStore } from './DatabaseRestoreStore';
import { NewRestore } from './RestoreStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

describe.each(databases.eachSupportedId())(
  'DatabaseRestoreStore on %p',
  databaseId => {
    it('tells each database once, without those that a policy hides', async () => {
      const knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      const store = DatabaseRestoreStore.create({ knex });
      const backup = testBackup();
      await knex.transaction(tx =>
        DatabaseBackupStore.create({ knex }).insert([backup], tx),
      );
      const insert = (changes: Partial<NewRestore>) =>
        knex.transaction(tx =>
          store.insert(
            {
              id: randomUUID(),
              backupId: backup.id,
              backupName: backup.name,
              mode: 'full',
              createdBy: 'user:default/alice',
              ownerRef: 'group:default/ops',
              databases: [],
              settings: { instance: 'plant', conflict: 'refuse' },
              plan: {},
              planToken: 'token',
              createdAt: new Date(),
              jobId: randomUUID(),
              ...changes,
            } as NewRestore,
            tx,
          ),
        );
      await insert({ databases: ['water', 'power'] });
      await insert({ databases: ['power'] });
      await insert({ databases: ['secret'], ownerRef: undefined });

      expect(await store.listDatabases()).toEqual(['power', 'secret', 'water']);
      expect(
        await store.listDatabases({
          property: 'ownerRef',
          values: ['group:default/ops'],
        }),
      ).toEqual(['power', 'water']);
    });
  },
);
