import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { storageServers } from 'storage-servers';
import { RemotePlace } from '../__testUtils__/RemotePlace';
import { run } from '../__testUtils__/run';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

const PLACE = ['target:away', '--config', 'app-config.yaml'];

const KINDS = ['s3', 'sftp', 'webdav'] as const;

describe.each(KINDS)('a target on %s', kind => {
  const describeReal = storageServers[kind].program ? describe : describe.skip;

  describeReal(`where there is a server for ${kind}`, () => {
    let bench: TestBench;
    let place: RemotePlace;
    let database: string;
    let id: string;
    let options: { cwd: string; env: Record<string, string> };

    beforeAll(async () => {
      bench = await TestBench.start();
      place = await RemotePlace.start(kind);
      database = await bench.createMeters('plant');
      ({ id } = await bench.backUp([database], place.open()));
      await place.writeConfig(bench.path('app-config.yaml'));
      options = { cwd: bench.folder, env: { ...bench.env, ...place.env } };
    });

    afterAll(async () => {
      await place?.close();
      await bench?.stop();
    });

    it('is listed, verified and restored from', async () => {
      const listed = await run(['list', ...PLACE], options);
      expect(listed).toMatchObject({ stderr: '', exitCode: 0 });
      expect(listed.stdout).toContain(id);
      const verified = await run(['verify', ...PLACE], options);
      expect(verified).toMatchObject({ stderr: '', exitCode: 0 });

      const into = bench.name('from_away');
      const restored = await run(
        ['restore', ...PLACE, '--to', bench.url, '--into', into, '--yes'],
        options,
      );
      expect(restored).toMatchObject({ stderr: '', exitCode: 0 });
      expect(
        await compareDatabases(bench.client, database, bench.client, into),
      ).toMatchObject({ differences: [], rows: 4 });
    });

    it('says that it refuses the credential, and not the credential', async () => {
      const canary = 'canary-wrong-credential';
      const wrong = { ...options.env, AWAY_SECRET: canary };
      const { exitCode, stdout, stderr } = await run(['list', ...PLACE], {
        ...options,
        env: wrong,
      });
      // What is no key at all is a mistake in the configuration.
      const expected = kind === 'sftp' ? 2 : 1;
      expect({ exitCode, stdout }).toEqual({ exitCode: expected, stdout: '' });
      expect(stderr).toMatch(/^Error: .*away.*\n$/);
      expect(stderr).not.toContain(canary);
    });
  });
});
