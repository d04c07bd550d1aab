import { Knex } from 'knex';
import { TestDatabases } from '../../__testUtils__/backendTestUtils';
import { testBackup } from '../../__testUtils__/testBackup';
import { JobAccess, JobQuery } from '../../services/types';
import { applyMigrations } from '../applyMigrations';
import { DatabaseBackupStore } from '../DatabaseBackupStore';
import { DatabaseJobStore } from '../DatabaseJobStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const ALL: JobAccess = { backups: 'all', restores: 'all', rescans: true };

describe.each(databases.eachSupportedId())(
  'the list of jobs on %p',
  databaseId => {
    let knex: Knex;
    let store: DatabaseJobStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      store = DatabaseJobStore.create({ knex });
      const mine = testBackup({
        id: 'mine',
        name: 'mine',
        ownerRef: 'user:default/me',
        targets: ['nas', 's3'],
      });
      const theirs = testBackup({
        id: 'theirs',
        name: 'theirs',
        ownerRef: 'user:default/them',
        targets: ['nas'],
      });
      await knex.transaction(async tx => {
        await DatabaseBackupStore.create({ knex }).insert([mine, theirs], tx);
        for (const [index, [id, type, backupId]] of (
          [
            ['backup-mine', 'backup', 'mine'],
            ['backup-theirs', 'backup', 'theirs'],
            ['repair-mine', 'repair', 'mine'],
            ['restore-mine', 'restore', 'mine'],
            ['rescan-s3', 'rescan', 'r2'],
          ] as const
        ).entries()) {
          await store.enqueue(
            [
              {
                id,
                type,
                backupId,
                subjectId: type === 'restore' ? 'r1' : backupId,
                priority: 100,
                maxAttempts: 2,
                createdBy: 'user:default/me',
              },
            ],
            tx,
          );
          await tx('jobs')
            .where({ id })
            .update({ created_at: new Date(Date.UTC(2026, 0, 1, index)) });
        }
        await tx('target_rescans').insert({
          id: 'r2',
          target: 's3',
          job_id: 'rescan-s3',
          created_by: 'user:default/me',
          created_at: new Date(),
        });
        await tx('jobs')
          .where({ id: 'repair-mine' })
          .update({ state: 'failed' });
      });
    });

    async function list(
      query: Partial<JobQuery> = {},
      access: JobAccess = ALL,
    ) {
      const { items, totalItems } = await store.list(
        { page: 1, pageSize: 10, ...query },
        access,
      );
      return { ids: items.map(({ id }) => id), totalItems };
    }

    it('has the newest first, a page at a time', async () => {
      expect(await list()).toEqual({
        ids: [
          'rescan-s3',
          'restore-mine',
          'repair-mine',
          'backup-theirs',
          'backup-mine',
        ],
        totalItems: 5,
      });
      expect(await list({ page: 2, pageSize: 4 })).toEqual({
        ids: ['backup-mine'],
        totalItems: 5,
      });
    });

    it.each<[Partial<JobQuery>, string[]]>([
      [{ types: ['backup'] }, ['backup-theirs', 'backup-mine']],
      [{ states: ['failed'] }, ['repair-mine']],
      [
        { targets: ['s3'] },
        ['rescan-s3', 'restore-mine', 'repair-mine', 'backup-mine'],
      ],
      [{ types: ['backup'], targets: ['s3'] }, ['backup-mine']],
      [{ targets: ['moon'] }, []],
    ])('has only what %j asks for', async (query, ids) => {
      expect(await list(query)).toEqual({ ids, totalItems: ids.length });
    });

    it.each<[string, JobAccess, string[]]>([
      [
        'some backups',
        {
          backups: { property: 'ownerRef', values: ['user:default/me'] },
          restores: 'none',
          rescans: false,
        },
        ['repair-mine', 'backup-mine'],
      ],
      [
        'restores',
        { backups: 'none', restores: 'all', rescans: false },
        ['restore-mine'],
      ],
      [
        'all backups, but may begin no rescan',
        { backups: 'all', restores: 'none', rescans: false },
        ['repair-mine', 'backup-theirs', 'backup-mine'],
      ],
      [
        'rescans',
        { backups: 'none', restores: 'none', rescans: true },
        ['rescan-s3'],
      ],
      ['nothing', { backups: 'none', restores: 'none', rescans: false }, []],
    ])('has for who may see %s only their jobs', async (_, access, ids) => {
      expect(await list({}, access)).toEqual({
        ids,
        totalItems: ids.length,
      });
    });
  },
);
