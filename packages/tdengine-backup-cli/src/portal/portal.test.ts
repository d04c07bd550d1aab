import { AddressInfo } from 'node:net';
import { promises as fs } from 'node:fs';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import tdengineBackupPlugin from 'backstage-plugin-tdengine-backup-backend';
import {
  createStorageTargetModule,
  LocalFolderTarget,
  StorageTarget,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';
import tdengineModule from 'backstage-plugin-tdengine-backup-backend-module-tdengine';
import { run, RunOptions } from '../__testUtils__/run';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(180_000);

/** A folder that nobody finds the end of. */
const endlessTargetFactory: StorageTargetFactory = {
  type: 'endless',
  create: ({ name, config }) => {
    const target = LocalFolderTarget.create({
      name,
      path: config.getString('path'),
    });
    return new Proxy<StorageTarget>(target, {
      get(_target, property) {
        if (property === 'list') {
          return (prefix: string, { signal }: { signal: AbortSignal }) =>
            prefix === 'backups/'
              ? endless(signal)
              : target.list(prefix, { signal });
        }
        const value = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  },
};

async function* endless(signal: AbortSignal): AsyncGenerator<never> {
  await new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

describe('portal commands', () => {
  let bench: TestBench;
  let database: string;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let url: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('plant');
    const { TDENGINE_USER: user, TDENGINE_PASSWORD: password } = bench.env;
    backend = await startTestBackend({
      features: [
        tdengineBackupPlugin,
        tdengineModule,
        createStorageTargetModule(endlessTargetFactory),
        mockServices.rootConfig.factory({
          data: {
            tdengineBackup: {
              storage: {
                path: bench.path('portal'),
                targets: [
                  {
                    name: 'default',
                    type: 'local',
                    path: bench.path('portal'),
                  },
                  {
                    name: 'archive',
                    type: 'endless',
                    path: bench.path('archive'),
                  },
                ],
              },
              encryption: {
                keys: [
                  { id: 'k1', secret: Buffer.alloc(32, 7).toString('base64') },
                ],
              },
              instances: [{ name: 'plant', url: bench.url, user, password }],
            },
          },
        }),
      ],
    });
    const { port } = backend.server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}`;
  });

  afterAll(async () => {
    await backend?.stop();
    await bench?.stop();
  });

  const portal = (args: string[], options: RunOptions = {}) =>
    run(['portal', ...args], {
      cwd: bench.folder,
      env: {
        TDENGINE_BACKUP_URL: url,
        TDENGINE_BACKUP_TOKEN: mockCredentials.user.token(),
      },
      ...options,
    });

  async function backUp(
    name: string,
    targets: string[] = ['default'],
  ): Promise<{ id: string; jobId: string; sizeBytes: number }> {
    const { stdout, stderr, exitCode } = await portal([
      ...['backup', '--instance', 'plant', '--databases', database],
      ...['--name', name, '--wait', '--json'],
      ...targets.flatMap(target => ['--targets', target]),
    ]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('"type":"info"'),
    });
    const backup = JSON.parse(stdout);
    expect(backup).toMatchObject({ name, state: 'available', rows: 4 });
    return backup;
  }

  async function deleteBackup(id: string): Promise<void> {
    const path = `${url}/api/tdengine-backup/v1/backups/${id}`;
    const headers = { Authorization: mockCredentials.user.header() };
    await fetch(`${path}?confirmation=carried`, { method: 'DELETE', headers });
    for (;;) {
      const { status } = await fetch(path, { headers });
      if (status === 404) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  it('backs up, lists, shows and verifies', async () => {
    const { id, jobId, sizeBytes } = await backUp('nightly');
    // The same size as without the portal.
    const offline = await run(['list', bench.path('portal'), '--json']);
    expect(JSON.parse(offline.stdout).backups).toContainEqual(
      expect.objectContaining({ id, size: sizeBytes }),
    );

    const listed = await portal(['list', '--database', database]);
    expect(listed.exitCode).toBe(0);
    expect(listed.stdout).toMatch(
      new RegExp(`^${id} +nightly .* available +verified +4 `, 'm'),
    );
    for (const wanted of [id, 'nightly']) {
      const shown = await portal(['show', wanted]);
      expect(shown.stdout).toMatch(/^Contents +3 tables, 4 rows$/m);
    }
    const verified = await portal(['verify', id, '--wait']);
    expect(verified).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('nightly: verified'),
    });

    const jobs = await portal(['jobs', 'list', '--backup', id]);
    expect(jobs.stdout).toMatch(
      new RegExp(`^${jobId} +backup +succeeded`, 'm'),
    );
    const active = await portal(['jobs', 'list']);
    expect(active.stdout).toBe('There are no such jobs.\n');
    const all = await portal([
      ...['jobs', 'list', '--all', '--type', 'backup', '--state', 'succeeded'],
      ...['--target', 'default', '--json'],
    ]);
    expect(JSON.parse(all.stdout)).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ id: jobId, type: 'backup' }),
      ]),
      page: 1,
      pageSize: 50,
    });
    const wrong = await portal(['jobs', 'list', '--type', 'walk']);
    expect(wrong.stderr).toContain('allowed values: backup, restore, verify');
    const followed = await portal(['jobs', 'follow', jobId]);
    expect(followed).toMatchObject({
      exitCode: 0,
      stdout: `Job ${jobId} (backup) succeeded\n`,
    });
  });

  it('says of a verification what became of it, and not of an earlier one', async () => {
    const { id } = await backUp('twice', ['default', 'archive']);
    const shown = await portal(['show', id, '--json']);
    const { location } = JSON.parse(shown.stdout).copies.find(
      (copy: { target: string }) => copy.target === 'archive',
    );
    await fs.truncate(bench.path('archive', location), 100);

    const verified = await portal(['verify', id, '--wait']);
    expect(verified.exitCode).toBe(3);
    expect(verified.stdout).toMatch(
      /^twice: verification partially failed\nJob \S+ \(verify\) partially failed: Target 'archive': /,
    );
  });

  it('finds a backup again that the portal does not know, and takes one in from elsewhere', async () => {
    const { id } = await backUp('carried');
    const nothing = await portal(['rescan', 'default']);
    expect(nothing).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^New backups +0$/m),
    });
    const shown = await portal(['show', id, '--json']);
    const [{ location }] = JSON.parse(shown.stdout).copies;
    const stored = bench.path('portal', location);
    const elsewhere = bench.path('carried.zip');
    await fs.copyFile(stored, elsewhere);

    const known = await portal(['upload', elsewhere]);
    expect(known.exitCode).not.toBe(0);
    expect(known.stderr).toContain('is in the catalogue already');

    await deleteBackup(id);
    const taken = await portal(['upload', elsewhere]);
    expect(taken).toMatchObject({
      exitCode: 0,
      stdout: `Backup 'carried' (${id}) was checked and taken in: 4 rows of 3 tables.\n`,
    });
    const refused = await portal(['upload', bench.path('nowhere.zip')]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('cannot be read');
    await fs.writeFile(bench.path('other.zip'), 'no archive');
    const other = await portal(['upload', bench.path('other.zip')]);
    expect(other).toMatchObject({ exitCode: 4, stdout: '' });
    const unknown = await portal(['rescan', 'nowhere']);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain("no storage target named 'nowhere'");
  });

  it('says by which key a backup is encrypted', async () => {
    const made = await portal([
      ...['backup', '--instance', 'plant', '--databases', database],
      ...['--name', 'sealed', '--encrypt', '--wait'],
    ]);
    expect(made.exitCode).toBe(0);
    const sealed = await portal(['show', 'sealed']);
    expect(sealed.stdout).toMatch(/^Encrypted +with key k1$/m);
    await backUp('open');
    const open = await portal(['show', 'open']);
    expect(open.stdout).toMatch(/^Encrypted +no$/m);
  });

  it('stops a rescan', async () => {
    const begun = await portal(['rescan', 'archive', '--no-wait', '--json']);
    const { id } = JSON.parse(begun.stdout).job;
    const stopped = await portal(['jobs', 'cancel', id, '--wait']);
    expect(stopped).toMatchObject({
      exitCode: 0,
      stdout: `Job ${id} (rescan) cancelled\n`,
    });
    const again = await portal(['jobs', 'cancel', id]);
    expect(again.exitCode).toBe(4);
    expect(again.stderr).toContain(`Job ${id} has ended already`);
  });

  it('restores what it is told, after a plan that is confirmed', async () => {
    const { id } = await backUp('to-restore');
    const into = bench.name('restored');
    const planned = await portal(['restore', id, '--into', into, '--dry-run']);
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout).toContain("Restore into instance 'plant':");
    expect(await bench.exists(into)).toBe(false);

    const nobody = await portal(['restore', id, '--into', into]);
    expect(nobody.exitCode).toBe(4);

    const { stdout, exitCode } = await portal([
      ...['restore', id, '--into', into, '--tables', `${database}.meters`],
      ...['--yes', '--wait'],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^${into}.meters +2 +3 +3 +3 +equal$`, 'm'),
    );

    const refused = await portal(['restore', id, '--into', into, '--yes']);
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toContain('Not possible:');
    const replaced = await portal([
      ...['restore', id, '--into', into, '--on-conflict', 'replace'],
      ...['--confirm', into, '--wait'],
    ]);
    expect(replaced.exitCode).toBe(0);
    expect(await bench.query(`SELECT COUNT(*) FROM ${into}.events`)).toEqual([
      [1n],
    ]);
  });

  it('lists, runs, stops and pauses policies, and cleans up', async () => {
    const created = await fetch(`${url}/api/tdengine-backup/v1/policies`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: mockCredentials.user.header(),
      },
      body: JSON.stringify({
        name: 'every night',
        instance: 'plant',
        scope: { databases: [database] },
        schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
        retention: { keepLast: 1 },
      }),
    });
    expect(created.status).toBe(201);
    const listed = await portal(['policies', 'list']);
    expect(listed.stdout).toMatch(/^every night +plant +.* yes /m);
    const ran = await portal(['policies', 'run', 'every night']);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });

    for (const [verb, enabled] of [
      ['disable', 'no'],
      ['enable', 'yes'],
    ]) {
      const { stdout } = await portal(['policies', verb, 'every night']);
      expect(stdout).toMatch(new RegExp(`^Enabled +${enabled}$`, 'm'));
    }
    const shown = await portal(['policies', 'show', 'every night']);
    expect(shown.stdout).toMatch(/^Schedule +At 02:00/m);
    expect(shown.stdout).toMatch(/^Copies +default$/m);
    const paused = await portal(['policies', 'pause', '--reason', 'moving']);
    expect(paused.stdout).toBe('All policies are paused: moving.\n');
    const resumed = await portal(['policies', 'resume']);
    expect(resumed.stdout).toBe('Policies run by their schedules.\n');

    const preview = await portal(['cleanup', 'every night']);
    expect(preview).toMatchObject({ exitCode: 0, stderr: '' });
    expect(preview.stdout).toContain('would be removed');
    const cleaned = await portal(['cleanup', 'every night', '--yes']);
    expect(cleaned.stdout).toContain('are being removed');
  });

  it('reads the token out of a file, and prints it nowhere', async () => {
    await fs.writeFile(
      bench.path('token'),
      `${mockCredentials.user.token()}\n`,
    );
    const { exitCode } = await portal(['list', '--token-file', 'token'], {
      env: { TDENGINE_BACKUP_URL: url },
    });
    expect(exitCode).toBe(0);
  });

  it.each([
    ['no address', {}, 2, 'Say which portal'],
    ['no token', { url: true }, 2, 'The token for the portal is missing'],
    [
      'a token that is not taken',
      { url: true, token: mockCredentials.user.invalidToken() },
      4,
      'The portal does not take the token, which may have expired (',
    ],
  ])('says what is wrong with %s', async (_, given, code, message) => {
    const { token, url: hasUrl } = given as { token?: string; url?: boolean };
    const { stderr, stdout, exitCode } = await portal(['list'], {
      env: {
        ...(hasUrl && { TDENGINE_BACKUP_URL: url }),
        ...(token && { TDENGINE_BACKUP_TOKEN: token }),
      },
    });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(token ?? 'mock-');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  });

  it.each([
    [
      ['show', 'nothing-of-the-kind'],
      2,
      "There is no backup 'nothing-of-the-kind'",
    ],
    [
      ['show', '00000000-0000-4000-8000-000000000000'],
      2,
      '00000000-0000-4000-8000-000000000000',
    ],
    [['list', '--url', 'http://127.0.0.1:1'], 1, 'does not answer'],
    [['backup', '--instance', 'moon'], 2, "'moon'"],
    [['policies', 'show', 'never'], 2, "There is no policy 'never'"],
    [['backup'], 2, "required option '--instance <name>' not specified"],
  ])('says of %s what is wrong', async (args, code, message) => {
    const { stderr, exitCode } = await portal(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(code);
  });
});
