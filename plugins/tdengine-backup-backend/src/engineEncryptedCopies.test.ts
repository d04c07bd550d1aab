import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { TestDatabases } from './__testUtils__/backendTestUtils';
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

    describe('of which a copy was away while the key was changed', () => {
      async function rotate(options: { spoil: 'missing' | 'down' }) {
        const first = await start({
          knex: await knex(),
          config: { repair: { enabled: false }, ...encrypted(K1) },
        });
        const backup = await first.backUp('folder');
        const { engine } = first;
        // A target on which nothing at all is left is not believed.
        await engine.finished(
          await engine.backups.create(
            {
              instance: 'plant',
              scope: { databases: ['power'] },
              encrypt: false,
              targets: ['far'],
            },
            ALICE,
          ),
        );
        const file = join(
          engine.directory,
          'far',
          backup.copies.find(({ target }) => target === 'far')!.location,
          'metadata.json',
        );
        const aside = join(engine.directory, 'aside.json');
        const rescan = async (setup: typeof first) => {
          const { job } = await setup.engine.imports.rescan('far', ALICE);
          await setup.engine.jobEnded(job!.id);
        };
        if (options.spoil === 'missing') {
          await fs.rename(file, aside);
          await rescan(first);
        }
        await engine.stop();
        const both = await start({
          knex: engine.knex,
          source: first.source,
          targets: first.targets,
          directory: engine.directory,
          config: {
            repair: { enabled: false },
            ...encrypted(K2, { ...K1, retired: true }),
          },
        });
        both.targets.of('far').down = options.spoil === 'down';
        const rewrap = async () => {
          const { queued } = await both.engine.encryption.rewrap(ALICE);
          await both.idle(backup);
          return queued;
        };
        const keysOf = async () => {
          const { copies } = await both.engine.backups.get(backup.id);
          return copies.map(({ target, encryptionKeyId }) => [
            target,
            encryptionKeyId,
          ]);
        };
        const keysOnFar = async () =>
          JSON.parse(await fs.readFile(file, 'utf8')).encryption.keys.map(
            ({ keyId }: { keyId: string }) => keyId,
          );
        return {
          both,
          backup,
          rewrap,
          keysOf,
          keysOnFar,
          putBack: () => fs.rename(aside, file),
          rescan: () => rescan(both),
        };
      }

      it('names the old key until that copy has the new one, too', async () => {
        const { both, backup, rewrap, keysOf, ...away } = await rotate({
          spoil: 'missing',
        });
        expect(await rewrap()).toBe(1);
        expect(await keysOf()).toEqual([
          ['far', 'k1'],
          ['middle', 'k2'],
          ['near', 'k2'],
        ]);
        expect(await both.engine.backups.get(backup.id)).toMatchObject({
          state: 'partially-failed',
          encryptionKeyId: 'k1',
        });
        await away.putBack();
        await away.rescan();
        expect(await both.engine.backups.get(backup.id)).toMatchObject({
          state: 'available',
          encryptionKeyId: 'k1',
        });
        expect(await away.keysOnFar()).toEqual(['k1']);
        expect(await rewrap()).toBe(1);
        expect(await away.keysOnFar()).toEqual(['k2']);
        expect(await both.engine.backups.get(backup.id)).toMatchObject({
          encryptionKeyId: 'k2',
        });
        expect(await rewrap()).toBe(0);
      });

      it('gets the new key also where it is back and nobody looked', async () => {
        const { rewrap, ...away } = await rotate({ spoil: 'missing' });
        await away.putBack();
        expect(await rewrap()).toBe(1);
        expect(await away.keysOnFar()).toEqual(['k2']);
        expect(await rewrap()).toBe(0);
      });

      it('needs the old key no more when it was made again out of a good one', async () => {
        const { both, backup, rewrap, keysOf, ...away } = await rotate({
          spoil: 'missing',
        });
        await rewrap();
        await both.engine.backups.repairCopy(backup.id, 'far', ALICE);
        await both.idle(backup);
        expect(await away.keysOnFar()).toEqual(['k2']);
        expect((await keysOf()).map(([, key]) => key)).toEqual([
          'k2',
          'k2',
          'k2',
        ]);
        expect(await both.engine.backups.get(backup.id)).toMatchObject({
          encryptionKeyId: 'k2',
        });
        expect(await rewrap()).toBe(0);
      });

      it('has the others changed although its target is down', async () => {
        const { both, backup, rewrap, keysOf, ...away } = await rotate({
          spoil: 'down',
        });
        expect(await rewrap()).toBe(1);
        const jobs = await both.engine.backups.jobs(backup.id);
        expect(jobs.find(({ type }) => type === 'rewrap')).toMatchObject({
          state: 'partially-failed',
          error: expect.stringContaining("'far'"),
        });
        expect(await keysOf()).toEqual([
          ['far', 'k1'],
          ['middle', 'k2'],
          ['near', 'k2'],
        ]);
        both.targets.of('far').down = false;
        expect(await rewrap()).toBe(1);
        expect(await away.keysOnFar()).toEqual(['k2']);
        expect(await rewrap()).toBe(0);
      });
    });
  },
);
