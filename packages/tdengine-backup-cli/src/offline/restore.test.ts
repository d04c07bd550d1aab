import { promises as fs } from 'node:fs';
import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { run } from '../__testUtils__/run';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe('restore', () => {
  let bench: TestBench;
  let database: string;
  let folder: string;
  let zip: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('plant');
    const backup = await bench.backUp([database], bench.path('nas'));
    ({ folder } = backup);
    zip = await bench.pack(backup.set, 'zip', 'carried');
  });

  afterAll(() => bench?.stop());

  const restore = (args: string[], options: Parameters<typeof run>[1] = {}) =>
    run(['restore', ...args, '--to', bench.url], {
      cwd: bench.folder,
      env: bench.env,
      ...options,
    });

  it('plans without changing anything', async () => {
    const into = bench.name('planned');
    const { stdout, exitCode } = await restore([
      folder,
      '--into',
      into,
      '--dry-run',
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^create +superTable +${database}.meters +${into}.meters +2 +3$`,
        'm',
      ),
    );
    expect(await bench.exists(into)).toBe(false);
  });

  it('restores out of an archive, counts, and the values are equal', async () => {
    const into = bench.name('copy');
    const { stdout, stderr, exitCode } = await restore([
      zip,
      '--into',
      into,
      '--yes',
    ]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(
      new RegExp(`^${into}.meters +2 +3 +3 +3 +equal$`, 'm'),
    );
    expect(stdout).toContain('is restored: 4 rows of 3 tables');
    expect(
      await compareDatabases(bench.client, database, bench.client, into),
    ).toMatchObject({ differences: [], rows: 4 });
  });

  it('restores what is selected, into an instance of the configuration', async () => {
    const into = bench.name('some');
    await fs.writeFile(
      bench.path('app-config.yaml'),
      [
        'tdengineBackup:',
        '  instances:',
        `    - { name: plant, url: "${bench.url}", user: "\${TDENGINE_USER}", password: "\${TDENGINE_PASSWORD}" }`,
      ].join('\n'),
    );
    const { stdout, exitCode } = await run(
      [
        ...['restore', 'nas', '--config', 'app-config.yaml'],
        ...['--instance', 'plant', '--rename', `${database}=${into}`],
        ...['--tables', `${database}.m1`, '--from', '2025-01-02', '--json'],
        '--yes',
      ],
      { cwd: bench.folder, env: bench.env },
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 1 });
    expect(await bench.query(`SELECT v FROM ${into}.meters`)).toEqual([[2]]);
  });

  it('touches nothing that exists, unless that is confirmed by its text', async () => {
    const into = bench.name('precious');
    await bench.client.execute(`CREATE DATABASE ${into} VGROUPS 1 KEEP 36500`);
    await bench.client.execute(
      `CREATE TABLE ${into}.kept (ts TIMESTAMP, v INT)`,
    );

    const refused = await restore([folder, '--into', into, '--yes']);
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toContain('Not possible:');

    const replace = [folder, '--into', into, '--on-conflict', 'replace'];
    const yes = await restore([...replace, '--yes']);
    expect(yes.exitCode).toBe(4);
    expect(yes.stderr).toContain('which --yes alone does not confirm');
    const wrong = await restore([...replace, '--confirm', 'something']);
    expect(wrong.exitCode).toBe(4);
    const nobody = await restore(replace);
    expect(nobody.exitCode).toBe(4);
    expect(nobody.stderr).toContain('Nobody can be asked here');
    const mistyped = await restore(replace, { typed: 'yes' });
    expect(mistyped.exitCode).toBe(4);
    expect(mistyped.stderr).toContain('It was not confirmed');
    expect(await bench.query(`SHOW ${into}.TABLES`)).toEqual([['kept']]);

    const { stderr, exitCode } = await restore(replace, { typed: into });
    expect(stderr).toContain(`Type ${into} to go on: `);
    expect(exitCode).toBe(0);
    expect(await bench.query(`SELECT COUNT(*) FROM ${into}.meters`)).toEqual([
      [3n],
    ]);
  });

  it('removes what it created when it is interrupted', async () => {
    const into = bench.name('interrupted');
    const interrupt = new AbortController();
    const original = bench.source.apply;
    const { TdengineSource } = jest.requireActual(
      'backstage-plugin-tdengine-backup-backend-module-tdengine/source',
    );
    const apply = jest
      .spyOn(TdengineSource.prototype, 'apply')
      .mockImplementation(async function applyOnce(this: unknown, ...args) {
        const unit = args[3] as { kind: string };
        if (unit.kind === 'rows') {
          interrupt.abort(new Error('Interrupted'));
        }
        return original.apply(this as never, args as never);
      });
    try {
      const { stderr, exitCode } = await restore(
        [folder, '--into', into, '--yes'],
        { signal: interrupt.signal },
      );
      expect(exitCode).toBe(130);
      expect(stderr).toContain(`Removed: Database '${into}'`);
      expect(stderr).toMatch(/Error: Interrupted\n$/);
    } finally {
      apply.mockRestore();
    }
    expect(await bench.exists(into)).toBe(false);
  });

  it.each([
    [[], 2, 'Say where to restore to'],
    [['--to', 'host:6041'], 2, '--to has to be the address'],
    [['--to', 'http://root:x@host:6041'], 2, 'An address with credentials'],
    [
      ['--to', 'http://host:6041', '--password', 'x'],
      2,
      "'--password' is refused",
    ],
    [['--to', 'http://host:6041', '--token=x'], 2, "'--token' is refused"],
    [['--to', 'http://host:6041'], 2, 'The password of the server is missing'],
    [
      ['--to', 'http://host:6041', '--password-file', 'none'],
      2,
      "The file 'none' cannot be read: ENOENT",
    ],
    [
      ['--to', 'http://host:6041', '--passw0rd=hush'],
      2,
      "unknown option '--passw0rd'",
    ],
    [
      ['--on-conflict', 'hope'],
      2,
      'Allowed choices are refuse, merge, replace',
    ],
  ])('refuses %s', async (args, code, message) => {
    const { stderr, stdout, exitCode } = await run(
      ['restore', folder, ...args],
      { cwd: bench.folder },
    );
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('hush');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  });

  it('names the certificate that is not there', async () => {
    const { stderr, exitCode } = await restore([folder, '--ca', 'no.pem']);
    expect(stderr).toContain("The file 'no.pem' cannot be read: ENOENT");
    expect(exitCode).toBe(2);
  });

  it('names the server that does not answer', async () => {
    const { stderr, exitCode } = await run(
      ['restore', folder, '--to', 'http://127.0.0.1:1', '--dry-run'],
      { cwd: bench.folder, env: bench.env },
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('127.0.0.1:1');
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
