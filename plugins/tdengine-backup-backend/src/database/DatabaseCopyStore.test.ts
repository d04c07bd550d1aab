import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { testBackup } from '../__testUtils__/testBackup';
import { applyMigrations } from './applyMigrations';
import { MadeCopy } from './BackupStore';
import { DatabaseBackupStore } from './DatabaseBackupStore';
import { DatabaseCopyStore } from './DatabaseCopyStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();

function made(target: string): MadeCopy {
  return {
    target,
    state: 'present',
    location: `backups/${target}.zip`,
    sizeBytes: 100,
    sha256: 'b'.repeat(64),
    checksum: 'c'.repeat(64),
    verification: 'verified',
  };
}

const LATER = new Date('2026-02-01T00:00:00Z');

describe.each(databases.eachSupportedId())(
  'DatabaseCopyStore on %p',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      const backups = DatabaseBackupStore.create({ knex });
      const copies = DatabaseCopyStore.create({ knex });
      const backup = testBackup({ targets: ['a', 'b', 'c'] });
      const { id } = backup;
      await knex.transaction(async tx => {
        await backups.insert([backup], tx);
        await backups.markAvailable(
          id,
          {
            rows: 1,
            tables: 1,
            rawBytes: 200,
            sizeBytes: 100,
            checksum: 'c'.repeat(64),
            sourceVersion: '3',
            databases: ['power'],
            databaseBytes: new Map(),
            limitations: [],
            copies: [
              made('a'),
              made('b'),
              {
                target: 'c',
                state: 'failed',
                error: 'the disk is full',
                leftovers: true,
                nextRepairAt: LATER,
              },
            ],
          },
          tx,
        );
      });
      const key = (target: string) => ({ backupId: id, target });
      return { knex, backups, copies, id, key };
    }

    it('makes a backup of good and bad copies partially failed, and available when all are good', async () => {
      const { knex, backups, copies, id, key } = await setUp();
      expect(await backups.get(id)).toMatchObject({
        state: 'partially-failed',
        verification: 'verified',
        error: "The copy on target 'c' is not good: the disk is full",
        copies: [
          { target: 'a', state: 'present', verification: 'verified' },
          { target: 'b', state: 'present' },
          { target: 'c', state: 'failed', verification: 'unverified' },
        ],
      });
      await knex.transaction(tx => copies.markRepairing(key('c'), tx));
      expect(await backups.get(id)).toMatchObject({
        state: 'partially-failed',
      });
      await knex.transaction(tx =>
        copies.markRepaired(key('c'), made('c'), tx),
      );
      expect(await backups.get(id)).toMatchObject({
        state: 'available',
        error: undefined,
        copies: [{}, {}, { state: 'present', leftovers: false }],
      });
    });

    it('makes it corrupted when no good copy is left, and good again by a verification', async () => {
      const { knex, backups, copies, id, key } = await setUp();
      const spoil = (target: string) =>
        knex.transaction(tx =>
          copies.markSpoiled(
            key(target),
            { state: 'corrupted', error: `'${target}' is cut` },
            tx,
          ),
        );
      await spoil('a');
      expect(await backups.get(id)).toMatchObject({
        state: 'partially-failed',
        verification: 'verified',
      });
      await spoil('b');
      expect(await backups.get(id)).toMatchObject({
        state: 'corrupted',
        verification: 'failed',
        error: expect.stringContaining("'b' is cut"),
      });
      await knex.transaction(tx => copies.markVerified(key('b'), tx));
      expect(await backups.get(id)).toMatchObject({
        state: 'partially-failed',
        verification: 'verified',
      });
    });

    it('takes up a copy that was found, known or not', async () => {
      const { knex, backups, copies, id, key } = await setUp();
      await knex.transaction(tx =>
        copies.markSpoiled(
          key('a'),
          { state: 'missing', error: 'gone', nextRepairAt: LATER },
          tx,
        ),
      );
      for (const target of ['a', 'c', 'd']) {
        await knex.transaction(tx =>
          copies.adopt(id, { ...made(target), verification: 'unverified' }, tx),
        );
      }
      const { state, copies: found } = await backups.get(id);
      expect(state).toBe('available');
      expect(
        found.map(({ target, verification, error }) => [
          target,
          verification,
          error,
        ]),
      ).toEqual([
        ['a', 'unverified', undefined],
        ['b', 'verified', undefined],
        ['c', 'unverified', undefined],
        ['d', 'unverified', undefined],
      ]);
      expect(await copies.listToRepair({ dueBefore: LATER, limit: 9 })).toEqual(
        [],
      );
    });

    it('lists the good ones of a target page by page', async () => {
      const { knex, backups, copies, id } = await setUp();
      const ids = [id];
      for (let count = 0; count < 6; count++) {
        const backup = testBackup({ targets: ['a'] });
        await knex.transaction(async tx => {
          await backups.insert([backup], tx);
          await backups.markAvailable(
            backup.id,
            {
              rows: 1,
              tables: 1,
              rawBytes: 2,
              sizeBytes: 1,
              checksum: 'c'.repeat(64),
              sourceVersion: '3',
              databases: ['power'],
              databaseBytes: new Map(),
              limitations: [],
              copies: [made('a')],
            },
            tx,
          );
        });
        ids.push(backup.id);
      }
      // Not complete yet, and not there any more.
      await knex.transaction(tx =>
        backups.insert([testBackup({ targets: ['a'] })], tx),
      );
      const gone = ids.pop()!;
      await knex.transaction(tx => backups.markDeleted(gone, tx));
      const listed: string[] = [];
      for (let after: string | undefined; ; after = listed.at(-1)) {
        const page = await copies.listPresent('a', { after, limit: 2 });
        listed.push(...page.map(backup => backup.id));
        if (page.length < 2) {
          break;
        }
      }
      expect(listed).toEqual([...ids].sort());
      expect(await copies.listPresent('c', { limit: 2 })).toEqual([]);
    });

    it('finds copies to repair when they are due and nothing works on the backup', async () => {
      const { knex, copies, id, key } = await setUp();
      const due = (dueBefore: Date) =>
        copies.listToRepair({ dueBefore, limit: 10 });
      expect(await due(new Date(LATER.getTime() - 1))).toEqual([]);
      expect(await due(LATER)).toEqual([{ backupId: id, targets: ['c'] }]);

      await knex.transaction(tx =>
        copies.markRepaired(
          key('c'),
          { target: 'c', state: 'failed', error: 'full', leftovers: true },
          tx,
        ),
      );
      // It was tried often enough.
      expect(await due(LATER)).toEqual([]);
      await knex.transaction(tx => copies.planRepair(key('c'), LATER, tx));
      expect(await due(LATER)).toEqual([{ backupId: id, targets: ['c'] }]);
    });

    it('adds and removes copies, and keeps one that is being added from looking bad', async () => {
      const { knex, backups, copies, id, key } = await setUp();
      await knex.transaction(tx => copies.remove(key('c'), tx));
      expect(await backups.get(id)).toMatchObject({ state: 'available' });
      await knex.transaction(tx => copies.add(key('d'), 'backups/x', tx));
      await knex.transaction(tx => copies.markRepairing(key('d'), tx));
      expect(await backups.get(id)).toMatchObject({
        state: 'available',
        copies: [{}, {}, { target: 'd', state: 'writing' }],
      });
      await expect(
        knex.transaction(tx => copies.add(key('d'), 'backups/x', tx)),
      ).rejects.toThrow("There is a copy on target 'd' already");
    });
  },
);
