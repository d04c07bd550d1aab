import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { testBackup } from '../__testUtils__/testBackup';
import { BackupQuery } from '../services/types';
import { applyMigrations } from './applyMigrations';
import { BackupOutcome, NewBackup } from './BackupStore';
import { DatabaseBackupStore } from './DatabaseBackupStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

const PAGE = {
  page: 1,
  pageSize: 25,
  sort: 'createdAt',
  order: 'desc',
} as const;

const OUTCOME: BackupOutcome = {
  rows: 5_000_000_000,
  tables: 20,
  rawBytes: 80_000_000_000,
  sizeBytes: 8_000_000_000,
  checksum: 'a'.repeat(64),
  sourceVersion: '3.3.7.5',
  databases: ['power', 'water'],
  databaseBytes: new Map([
    ['power', 6_000_000_000],
    ['water', 2_000_000_000],
  ]),
  limitations: ['Topics are not read'],
  copies: [
    {
      target: 'default',
      state: 'present',
      location: 'backups/x.zip',
      sizeBytes: 8_000_000_000,
      sha256: 'b',
      checksum: 'a'.repeat(64),
      verification: 'verified',
    },
  ],
};

describe.each(databases.eachSupportedId())(
  'DatabaseBackupStore on %p',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      const store = DatabaseBackupStore.create({ knex });

      async function insert(changes: Partial<NewBackup> = {}) {
        const backup = testBackup(changes);
        await knex.transaction(tx => store.insert([backup], tx));
        return backup;
      }

      async function namesOf(query: Partial<BackupQuery>) {
        const { items } = await store.list({
          ...PAGE,
          sort: 'name',
          order: 'asc',
          ...query,
        });
        return items.map(({ name }) => name);
      }
      return { knex, store, insert, namesOf };
    }

    it('keeps every figure exactly, also beyond 32 bits', async () => {
      const { knex, store, insert } = await setUp();
      const { id } = await insert({ remark: 'Before the move' });
      await knex.transaction(async tx => {
        await store.markStarted(id, tx);
        await store.markAvailable(id, OUTCOME, tx);
      });
      expect(await store.get(id)).toMatchObject({
        id,
        remark: 'Before the move',
        state: 'available',
        verification: 'verified',
        rows: 5_000_000_000,
        rawBytes: 80_000_000_000,
        sizeBytes: 8_000_000_000,
        compressionRatio: 10,
        compressed: true,
        encrypted: false,
        sizeLimitBytes: 10 * 2 ** 30,
        databases: ['power', 'water'],
        limitations: ['Topics are not read'],
        createdAt: '2026-01-31T08:00:00.000Z',
        startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        durationMs: expect.any(Number),
        copies: [
          {
            target: 'default',
            state: 'present',
            location: 'backups/x.zip',
            sizeBytes: 8_000_000_000,
          },
        ],
      });
    });

    it('keeps what each database takes of the stored size', async () => {
      const { knex, store, insert } = await setUp();
      const { id } = await insert();
      await knex.transaction(tx => store.markAvailable(id, OUTCOME, tx));
      const rows = await knex('backup_databases').orderBy('database');
      expect(rows.map(row => [row.database, Number(row.size_bytes)])).toEqual([
        ['power', 6_000_000_000],
        ['water', 2_000_000_000],
      ]);
    });

    it('takes in a backup that is complete, over the record of a deleted one, too', async () => {
      const { knex, store } = await setUp();
      const { jobId: _jobId, ...backup } = testBackup({
        origin: 'found',
        name: 'found',
      });
      const window = {
        start: new Date('2026-01-31T08:00:01Z'),
        end: new Date('2026-01-31T08:00:03.500Z'),
      };
      const adopt = (changes: object = {}) =>
        knex.transaction(tx =>
          store.adopt(
            { backup: { ...backup, ...changes }, outcome: OUTCOME, window },
            tx,
          ),
        );
      await adopt();
      const expected = {
        origin: 'found',
        state: 'available',
        jobId: undefined,
        policyId: undefined,
        durationMs: 2_500,
        createdAt: '2026-01-31T08:00:00.000Z',
        copies: [{ target: 'default', state: 'present' }],
      };
      expect(await store.get(backup.id)).toMatchObject(expected);
      await expect(adopt()).rejects.toMatchObject({ name: 'ConflictError' });

      await knex.transaction(tx => store.markDeleted(backup.id, tx));
      await adopt({ name: 'again', databases: ['power'] });
      expect(await store.get(backup.id)).toMatchObject({
        ...expected,
        name: 'again',
      });
      expect(await store.findByPrefix(backup.setPrefix)).toMatchObject({
        id: backup.id,
      });
    });

    it('has a name once per owner, free again after deletion', async () => {
      const { knex, store, insert } = await setUp();
      const first = await insert({ name: 'weekly' });
      await insert({ name: 'weekly', ownerRef: 'group:default/other' });
      await expect(insert({ name: 'weekly' })).rejects.toMatchObject({
        name: 'ConflictError',
      });
      await knex.transaction(tx => store.markDeleted(first.id, tx));
      expect(await store.isNameTaken('weekly', 'group:default/ops')).toBe(
        false,
      );
      expect(await store.listUsedNames(['weekly', 'never'])).toEqual(
        new Set(['weekly']),
      );
      await insert({ name: 'weekly' });
    });

    it('filters, searches and sorts', async () => {
      const { knex, store, insert, namesOf } = await setUp();
      await insert({ name: 'a', remark: '100% of_it', databases: ['power'] });
      await insert({
        name: 'b',
        instance: 'lab',
        databases: ['power_test', 'Water'],
        createdAt: new Date('2026-02-01T00:00:00Z'),
      });
      const gone = await insert({ name: 'c', databases: [] });
      await knex.transaction(tx => store.markDeleted(gone.id, tx));

      expect(await namesOf({})).toEqual(['a', 'b']);
      expect(await namesOf({ states: ['deleted'] })).toEqual(['c']);
      expect(await namesOf({ instances: ['lab'] })).toEqual(['b']);
      expect(await namesOf({ databases: ['power', 'x'] })).toEqual(['a']);
      expect(await namesOf({ ownerRefs: [] })).toEqual([]);
      expect(await namesOf({ search: '100%' })).toEqual(['a']);
      expect(await namesOf({ search: '%' })).toEqual(['a']);
      expect(await namesOf({ search: 'f_i' })).toEqual(['a']);
      expect(await namesOf({ search: 'WATER' })).toEqual(['b']);
      expect(await namesOf({ search: '\\' })).toEqual([]);
      expect(
        await namesOf({ createdFrom: new Date('2026-02-01T00:00:00Z') }),
      ).toEqual(['b']);
      expect(
        await namesOf({ createdTo: new Date('2026-02-01T00:00:00Z') }),
      ).toEqual(['a']);
      expect(await namesOf({ sort: 'createdAt', order: 'desc' })).toEqual([
        'b',
        'a',
      ]);
      expect(await namesOf({ page: 2, pageSize: 1 })).toEqual(['b']);
    });

    it('honours the conditions of a policy, also negated ones', async () => {
      const { insert, namesOf } = await setUp();
      await insert({ name: 'owned', databases: ['power'] });
      await insert({ name: 'nobody', ownerRef: undefined, databases: [] });
      await insert({
        name: 'other',
        ownerRef: 'group:default/other',
        createdBy: 'user:default/bob',
        instance: 'lab',
        databases: ['water'],
      });
      const owner = {
        property: 'ownerRef',
        values: ['group:default/ops'],
      } as const;
      const mutable = (filter: typeof owner) => ({
        ...filter,
        values: [...filter.values],
      });
      const ofOps = mutable(owner);
      const inWater = { property: 'database' as const, values: ['water'] };
      const ofBob = {
        property: 'createdBy' as const,
        values: ['user:default/bob'],
      };
      expect(await namesOf({ criteria: ofOps })).toEqual(['owned']);
      expect(await namesOf({ criteria: { not: ofOps } })).toEqual([
        'nobody',
        'other',
      ]);
      expect(await namesOf({ criteria: { anyOf: [ofOps, inWater] } })).toEqual([
        'other',
        'owned',
      ]);
      expect(
        await namesOf({
          criteria: { allOf: [inWater, ofBob, { not: ofOps }] },
        }),
      ).toEqual(['other']);
      expect(
        await namesOf({
          criteria: { property: 'instance', values: ['lab', 'x'] },
          search: 'own',
        }),
      ).toEqual([]);
      expect(
        await namesOf({ criteria: { property: 'ownerRef', values: [] } }),
      ).toEqual([]);
    });

    it('tells each database once, without those that a policy or a deletion hides', async () => {
      const { knex, store, insert } = await setUp();
      await insert({ databases: ['water', 'power'] });
      await insert({ databases: ['power'] });
      await insert({ databases: ['secret'], ownerRef: 'group:default/other' });
      const gone = await insert({ databases: ['gone'] });
      await knex.transaction(tx => store.markDeleted(gone.id, tx));

      expect(await store.listDatabases()).toEqual(['power', 'secret', 'water']);
      expect(
        await store.listDatabases({
          not: { property: 'ownerRef', values: ['group:default/other'] },
        }),
      ).toEqual(['power', 'water']);
    });

    it('keeps the newest few reports of a copy', async () => {
      const { knex, store, insert } = await setUp();
      const { id } = await insert();
      await knex.transaction(tx => store.markAvailable(id, OUTCOME, tx));
      const report: VerificationReport = {
        ok: false,
        startedAt: '2026-02-01T00:00:00.000Z',
        finishedAt: '2026-02-01T00:00:01.000Z',
        checkedFiles: 3,
        checkedBytes: 300,
        checkedRows: 30,
        problems: [
          { path: 'a', problem: 'digest', message: "'a' is not what it was" },
          { path: 'b', problem: 'missing', message: "'b' is missing" },
        ],
      };
      await knex.transaction(tx => store.addVerification(id, report, tx));
      expect(await store.findVerification(id)).toEqual(report);
      expect(await store.findVerification(id, 'nas')).toBeUndefined();

      for (let index = 0; index < 7; index++) {
        const later = { ...report, ok: true, problems: [] };
        await knex.transaction(tx => store.addVerification(id, later, tx));
      }
      expect(await store.findVerification(id)).toMatchObject({ ok: true });
      expect(await knex('backup_verifications').select('id')).toHaveLength(5);
    });

    it('asks no more often for a page of ten thousand than for a few', async () => {
      const { knex, store } = await setUp();
      const { id, ...template } = await (async () => {
        const backup = testBackup();
        await knex.transaction(tx => store.insert([backup], tx));
        return knex('backups').first();
      })();
      const rows = Array.from({ length: 10_000 }, (_, index) => ({
        ...template,
        id: `id-${index}`,
        name: `backup ${index}`,
        name_key: `key ${index}`,
        set_prefix: `backups/${index}`,
        owner_ref: `group:default/team-${index % 50}`,
        created_at: new Date(1_700_000_000_000 + index * 60_000),
        row_count: index,
      }));
      for (let start = 0; start < rows.length; start += 200) {
        const some = rows.slice(start, start + 200);
        await knex('backups').insert(some);
        await knex('backup_databases').insert(
          some.map(row => ({ backup_id: row.id, database: 'power' })),
        );
      }
      const asked: string[] = [];
      knex.on('query', ({ sql }) => asked.push(sql));
      const { items, totalItems } = await store.list({
        ...PAGE,
        page: 200,
        sort: 'rows',
        search: 'backup',
        databases: ['power'],
        criteria: {
          not: { property: 'ownerRef', values: ['group:default/team-1'] },
        },
      });
      // The count, the page, and the databases and copies of all on it.
      expect(asked).toHaveLength(4);
      expect(totalItems).toBe(9_801);
      expect(items).toHaveLength(25);
    });
  },
);
