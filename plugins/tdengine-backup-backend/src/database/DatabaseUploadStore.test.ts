import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { applyMigrations } from './applyMigrations';
import { DatabaseUploadStore } from './DatabaseUploadStore';
import { StoredUpload } from './UploadStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();

const LONG = 60_000;

describe.each(databases.eachSupportedId())(
  'DatabaseUploadStore on %p',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      return { knex, uploads: DatabaseUploadStore.create({ knex }) };
    }

    const newUpload = (): StoredUpload => {
      const id = randomUUID();
      return {
        id,
        setPrefix: `backups/20260131/${id}`,
        packaging: 'tar.gz',
        targets: ['near', 'far'],
      };
    };

    it('takes an upload for left when its process did not renew it in time', async () => {
      const { uploads } = await setUp();
      const dead = newUpload();
      const living = newUpload();
      await uploads.begin(living, LONG);
      await uploads.begin(dead, 1);
      await sleep(50);
      expect(await uploads.listLeft(10)).toEqual([dead]);
      expect(await uploads.renew(dead.id, LONG)).toBe(true);
      expect(await uploads.listLeft(10)).toEqual([]);
      expect(await uploads.isUnderWay(dead.setPrefix)).toBe(true);
    });

    it('ends once, with what makes it a backup or not at all', async () => {
      const { knex, uploads } = await setUp();
      const upload = newUpload();
      await uploads.begin(upload, LONG);
      await expect(
        knex.transaction(async tx => {
          await uploads.end(upload.id, tx);
          throw new Error('Something else failed');
        }),
      ).rejects.toThrow('Something else failed');
      expect(await uploads.isUnderWay(upload.setPrefix)).toBe(true);
      await uploads.end(upload.id);
      expect(await uploads.isUnderWay(upload.setPrefix)).toBe(false);
      expect(await uploads.renew(upload.id, LONG)).toBe(false);
      await expect(uploads.end(upload.id)).rejects.toMatchObject({
        name: 'ConflictError',
      });
    });
  },
);
