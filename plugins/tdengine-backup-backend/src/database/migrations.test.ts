import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const directory = join(__dirname, '..', '..', 'migrations');

const TABLES = [
  'backups',
  'backup_databases',
  'backup_copies',
  'backup_verifications',
  'jobs',
  'job_events',
  'job_units',
  'job_journal',
  'job_checkpoints',
  'job_locks',
  'restores',
  'restore_databases',
  'policies',
  'policy_databases',
  'policy_runs',
  'scheduler_state',
  'alerts',
  'outbox',
  'outbox_leases',
  'storage_samples',
  'target_rescans',
  'archive_uploads',
];

describe.each(databases.eachSupportedId())(
  'the migrations on %p',
  databaseId => {
    async function tablesOf(knex: Knex): Promise<string[]> {
      const found: string[] = [];
      for (const table of TABLES) {
        if (await knex.schema.hasTable(table)) {
          found.push(table);
        }
      }
      return found;
    }

    it('go up and down again, one by one', async () => {
      const knex = await databases.init(databaseId);
      const files = await fs.readdir(directory);
      for (const _ of files) {
        await knex.migrate.up({ directory });
      }
      expect(await tablesOf(knex)).toEqual(TABLES);
      for (const _ of files) {
        await knex.migrate.down({ directory });
      }
      expect(await tablesOf(knex)).toEqual([]);
      await knex.migrate.latest({ directory });
      expect(await tablesOf(knex)).toEqual(TABLES);
    });
  },
);
