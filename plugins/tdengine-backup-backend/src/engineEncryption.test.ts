import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { CreateBackupRequest } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { anySignal, EngineSetup, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(240_000);

const databases = TestDatabases.create();
const engines = useEngines();

const K1 = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };
const K2 = { id: 'k2', secret: Buffer.alloc(32, 2).toString('base64') };

const PAGE = { page: 1, pageSize: 25 };
const POWER = { instance: 'plant', scope: { databases: ['power'] } };
/** Names that nobody else would write by chance. */
const CANARIES = ['power', 'st1_t1', 'st1_t2', 'schema', 'counts'];

function encryption(...keys: JsonObject[]): JsonObject {
  return { encryption: { keys } };
}

async function make(
  { engine }: EngineSetup,
  request: Partial<CreateBackupRequest> = {},
) {
  return engine.finished(
    await engine.backups.create({ ...POWER, encrypt: true, ...request }, ALICE),
  );
}

async function restore({ engine }: EngineSetup, backupId: string) {
  const request = { backupId, instance: 'lab', conflict: 'replace' as const };
  const { token, confirmation } = await engine.restores.plan(
    request,
    anySignal,
  );
  return engine.restored(
    await engine.restores.create(
      { ...request, planToken: token, confirmation },
      ALICE,
      anySignal,
    ),
  );
}

/** Another engine with the same records and files, and other keys. */
async function restart(
  setup: EngineSetup,
  config: JsonObject,
): Promise<EngineSetup> {
  await setup.engine.stop();
  return engines.start({
    knex: setup.engine.knex,
    source: setup.source,
    directory: setup.engine.directory,
    config,
  });
}

describe.each(databases.eachSupportedId())('encryption on %p', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  describe.each(['folder', 'zip', 'tar.gz'] as const)('as %s', packaging => {
    it('is made, verified, restored and downloaded, and shows no name', async () => {
      const setup = await engines.start({ knex, config: encryption(K1) });
      const { engine, plant, lab } = setup;
      const backup = await make(setup, { packaging, name: 'power of today' });
      expect(backup).toMatchObject({
        state: 'available',
        error: undefined,
        verification: 'verified',
        encrypted: true,
        encryptionKeyId: 'k1',
        rows: 60,
        databases: ['power'],
      });
      for (const file of await engine.files('backups')) {
        const bytes = await fs.readFile(file);
        for (const name of CANARIES) {
          expect(file.slice(engine.directory.length)).not.toContain(name);
          expect(bytes.includes(name)).toBe(false);
        }
      }

      const { verifyJobId } = await engine.backups.verify(backup.id, ALICE);
      expect(await engine.jobEnded(verifyJobId!)).toMatchObject({
        state: 'succeeded',
      });
      expect(await engine.backups.verification(backup.id)).toMatchObject({
        ok: true,
        checkedRows: 60,
      });
      const contents = await engine.backups.contents(backup.id, PAGE);
      expect(JSON.stringify(contents)).toContain('"st1"');
      expect(await restore(setup, backup.id)).toMatchObject({
        state: 'succeeded',
        error: undefined,
        rows: 60,
      });
      expect(lab.read()).toEqual(plant.read());

      const download = async (as: 'stored' | 'csv') => {
        const { open } = await engine.backups.download(backup.id, {
          as,
          ...anySignal,
        });
        const chunks: Buffer[] = [];
        for await (const chunk of await open()) {
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      };
      const stored = await download('stored');
      for (const name of CANARIES) {
        expect(stored.includes(name)).toBe(false);
      }
      const archive = await fs
        .readFile(join(engine.directory, backup.copies[0].location))
        .catch(() => undefined);
      // A folder is packed on the way, as it is stored; an archive is the file that is there.
      expect(archive?.equals(stored) ?? stored.includes('metadata.json')).toBe(
        true,
      );
      // Names of entries are not compressed.
      expect((await download('csv')).includes('st1')).toBe(true);

      await engine.backups.delete(backup.id, backup.name, ALICE);
      await engine.jobEnded(
        (
          await engine.knex('jobs').where({ type: 'delete' }).first()
        ).id,
      );
      expect(await engine.files('backups')).toEqual([]);
    });
  });

  it('is what the configuration says where nobody says otherwise', async () => {
    const setup = await engines.start({
      knex,
      config: { encryption: { enabled: true, keys: [K1] } },
    });
    expect(await make(setup, { encrypt: undefined })).toMatchObject({
      encrypted: true,
    });
    const plain = await make(setup, { encrypt: false });
    expect(plain.encrypted).toBe(false);
    expect(plain.encryptionKeyId).toBeUndefined();
    expect(await setup.engine.encryption.get()).toEqual({
      keyId: 'k1',
      byDefault: true,
    });
  });

  it('is refused where there is no key that encrypts', async () => {
    const setup = await engines.start({
      knex,
      config: encryption({ ...K1, retired: true }),
    });
    await expect(make(setup)).rejects.toThrow(/Nothing can be encrypted/);
    expect(await make(setup, { encrypt: undefined })).toMatchObject({
      encrypted: false,
    });
    await expect(
      engines.create({
        knex,
        config: { encryption: { enabled: true, keys: [] } },
      }),
    ).rejects.toThrow("'tdengineBackup.encryption.enabled' is true");
    await expect(
      engines.create({
        knex,
        config: encryption({ id: 'k1', secret: 'c2hvcnQ=' }),
      }),
    ).rejects.toThrow("Encryption key 'k1': secret has to be base64");
  });

  it('names the key that is missing or another one, and reads nothing', async () => {
    const setup = await engines.start({ knex, config: encryption(K1) });
    const backup = await make(setup);
    const without = await restart(setup, encryption(K2));
    const missing = /encrypted with key 'k1', which is not configured: add it/;
    await expect(restore(without, backup.id)).rejects.toThrow(missing);
    await expect(
      without.engine.backups.contents(backup.id, PAGE),
    ).rejects.toThrow(missing);
    const { verifyJobId } = await without.engine.backups.verify(
      backup.id,
      ALICE,
    );
    expect(await without.engine.jobEnded(verifyJobId!)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(missing),
    });
    // A key that is missing says nothing of the backup.
    expect(await without.engine.backups.get(backup.id)).toMatchObject({
      state: 'available',
      verification: 'verified',
    });
    const wrong = await restart(without, encryption({ ...K2, id: 'k1' }));
    await expect(restore(wrong, backup.id)).rejects.toThrow(
      /key 'k1', and the key configured under this id is another one/,
    );
    expect(wrong.lab.read()).toEqual({});
  });

  it('gets another key around all backups, and needs the old one no more', async () => {
    const setup = await engines.start({ knex, config: encryption(K1) });
    const zip = await make(setup, { packaging: 'zip' });
    const folder = await make(setup, { packaging: 'folder' });
    const plain = await make(setup, { encrypt: false });
    const both = await restart(setup, encryption({ ...K1, retired: true }, K2));
    const { engine } = both;
    expect(await engine.encryption.rewrap(ALICE)).toEqual({
      keyId: 'k2',
      queued: 2,
      skipped: 0,
    });
    for (const { id } of await engine.knex('jobs').where({ type: 'rewrap' })) {
      expect(await engine.jobEnded(id)).toMatchObject({ state: 'succeeded' });
    }
    expect(await engine.encryption.rewrap(ALICE)).toMatchObject({ queued: 0 });
    expect(await engine.backups.get(plain.id)).toMatchObject({
      encryptionKeyId: undefined,
    });
    const renewed = await restart(both, encryption(K2));
    for (const { id } of [zip, folder]) {
      expect(await renewed.engine.backups.get(id)).toMatchObject({
        encryptionKeyId: 'k2',
      });
      expect(await restore(renewed, id)).toMatchObject({
        state: 'succeeded',
        rows: 60,
      });
    }
  });

  it('checks no more than the stored bytes for the holder of a private key', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const setup = await engines.start({
      knex,
      config: encryption({ id: 'safe', recipient }),
    });
    const backup = await make(setup, { packaging: 'folder' });
    // While it is made, its data key is there.
    expect(backup).toMatchObject({
      state: 'available',
      verification: 'verified',
    });
    const { engine } = setup;
    const verify = async () => {
      const { verifyJobId } = await engine.backups.verify(backup.id, ALICE);
      const job = await engine.jobEnded(verifyJobId!);
      return { job, report: await engine.backups.verification(backup.id) };
    };
    expect(await verify()).toMatchObject({
      job: { state: 'succeeded' },
      report: { ok: true, ciphertextOnly: true, checkedRows: 0 },
    });
    await expect(restore(setup, backup.id)).rejects.toThrow(
      /for the holder of the private key 'safe'/,
    );
    const part = (await engine.files('backups')).find(file =>
      file.includes('/data/'),
    )!;
    const original = await fs.readFile(part);
    const damaged = Buffer.from(original);
    damaged[70] += 1;
    await fs.writeFile(part, damaged);
    expect(await verify()).toMatchObject({
      job: { state: 'failed' },
      report: { ok: false, ciphertextOnly: true },
    });
    await fs.writeFile(part, original);
    expect(await verify()).toMatchObject({ job: { state: 'succeeded' } });
    const safe = await restart(
      setup,
      encryption({ id: 'safe', recipient, identity }),
    );
    expect(await restore(safe, backup.id)).toMatchObject({
      state: 'succeeded',
      rows: 60,
    });
  });

  it('makes the backups of a policy', async () => {
    const setup = await engines.start({ knex, config: encryption(K1) });
    const { engine } = setup;
    const policy = await engine.policies.create(
      {
        name: 'hourly',
        ...POWER,
        encrypt: true,
        schedule: { kind: 'cron', cron: '30 * * * *', timeZone: 'UTC' },
        retention: { count: 1 },
      },
      ALICE,
    );
    expect(policy.encrypt).toBe(true);
    const run = await engine.policies.run(policy.id, ALICE);
    const backup = await engine.backups.get(run.backupId!);
    expect(await engine.finished(backup)).toMatchObject({
      state: 'available',
      encryptionKeyId: 'k1',
    });
  });
});
