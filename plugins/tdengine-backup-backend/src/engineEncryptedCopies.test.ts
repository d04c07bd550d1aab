import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { ALICE } from './__testUtils__/createTestEngine';
import { TARGETS, useCopies } from './__testUtils__/useCopies';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const start = useCopies();

const K1 = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };
const K2 = { id: 'k2', secret: Buffer.alloc(32, 2).toString('base64') };

const encrypted = (...keys: JsonObject[]) => ({
  encryption: { enabled: true, keys },
});

describe.each(databases.eachSupportedId())(
  'an encrypted backup with several copies on %p',
  databaseId => {
    const knex = () => databases.init(databaseId);

    it.each(['folder', 'zip', 'tar.gz'] as const)(
      'is enciphered once: the same bytes lie in every place as %s',
      async packaging => {
        const { backUp, filesOn, restore } = await start({
          knex: await knex(),
          config: encrypted(K1),
        });
        const backup = await backUp(packaging);
        expect(backup).toMatchObject({
          state: 'available',
          encryptionKeyId: 'k1',
          verification: 'verified',
        });
        const near = await filesOn('near');
        expect(await filesOn('middle')).toEqual(near);
        expect(await filesOn('far')).toEqual(near);
        expect(await restore(backup)).toMatchObject({ state: 'succeeded' });
      },
    );

    it('is repaired by those who cannot read it', async () => {
      const recipient = await identityToRecipient(await generateIdentity());
      const setup = await start({
        knex: await knex(),
        config: encrypted({ id: 'safe', recipient }),
      });
      const { backUp, filesOn, repairByItself, targets } = setup;
      targets.of('middle').bytesUntilDown = 600;
      const backup = await backUp('folder');
      expect(backup.state).toBe('partially-failed');
      targets.faults.clear();
      expect(await repairByItself(backup)).toMatchObject({
        state: 'available',
        error: undefined,
      });
      expect(await filesOn('middle')).toEqual(await filesOn('near'));
      expect(await setup.engine.backups.verification(backup.id)).toMatchObject({
        ok: true,
        ciphertextOnly: true,
      });
    });

    it('gets another key around all copies', async () => {
      const first = await start({ knex: await knex(), config: encrypted(K1) });
      const backup = await first.backUp('zip');
      const restart = async (config: JsonObject) => {
        await first.engine.stop();
        return start({
          knex: first.engine.knex,
          source: first.source,
          targets: first.targets,
          directory: first.engine.directory,
          config,
        });
      };
      const both = await restart(encrypted(K2, { ...K1, retired: true }));
      await both.engine.encryption.rewrap(ALICE);
      await both.idle(backup);
      await both.engine.stop();
      const renewed = await restart(encrypted(K2));
      for (const target of TARGETS) {
        TARGETS.forEach(other => {
          renewed.targets.of(other).down = other !== target;
        });
        expect(await renewed.restore(backup)).toMatchObject({
          state: 'succeeded',
        });
      }
    });
  },
);
