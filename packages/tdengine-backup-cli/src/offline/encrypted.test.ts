import { promises as fs } from 'node:fs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import {
  EncryptionKeys,
  EncryptionKeyOptions,
} from 'backstage-plugin-tdengine-backup-node';
import { run, RunOptions } from '../__testUtils__/run';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

const PASSPHRASE = 'correct horse battery staple';
const SECRET = Buffer.alloc(32, 7).toString('base64');

describe('encrypted backups', () => {
  let bench: TestBench;
  let database: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('secret');
  });

  afterAll(() => bench?.stop());

  const cli = (args: string[], options: RunOptions = {}) =>
    run(args, { cwd: bench.folder, ...options });

  async function backUp(root: string, key: EncryptionKeyOptions) {
    const keys = await EncryptionKeys.create({ keys: [key] });
    return bench.backUp([database], bench.path(root), { keys });
  }

  it('show no names without a key, and can be checked all the same', async () => {
    const { id } = await backUp('nas', { id: 'k1', secret: SECRET });
    const listed = await cli(['list', 'nas']);
    expect(listed.exitCode).toBe(0);
    expect(listed.stdout).toMatch(
      new RegExp(`^${id} +\\(encrypted, key k1\\) `, 'm'),
    );
    expect(listed.stdout).not.toContain(database);

    const quick = await cli(['verify', 'nas', '--quick']);
    expect(quick.exitCode).toBe(0);
    expect(quick.stderr).toContain('what is stored is checked');
    for (const command of [['show'], ['verify'], ['extract', '--out', 'x']]) {
      const { stderr, stdout, exitCode } = await cli([
        command[0],
        'nas',
        ...command.slice(1),
      ]);
      expect(stderr).toContain("encrypted with key 'k1'");
      expect(stderr).toContain('--key-file');
      expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    }
  });

  it.each([
    ['a secret', { id: 'k1', secret: SECRET }, SECRET],
    ['a passphrase', { id: 'k1', passphrase: PASSPHRASE }, PASSPHRASE],
  ])('are read with %s', async (what, key, material) => {
    const root = what.replace(' ', '-');
    const { folder } = await backUp(root, key);
    await fs.writeFile(bench.path('key'), `# made by hand\n${material}\n`);
    await fs.writeFile(
      bench.path('app-config.yaml'),
      [
        'tdengineBackup:',
        '  encryption:',
        '    keys:',
        `      - { id: k1, ${what.split(' ')[1]}: "\${KEY}" }`,
      ].join('\n'),
    );
    for (const [args, env] of [
      [['--key-file', 'key'], {}],
      [[], { TDENGINE_BACKUP_KEY: material }],
      [['--config', 'app-config.yaml'], { KEY: material }],
    ] as Array<[string[], Record<string, string>]>) {
      const { stdout, stderr, exitCode } = await cli(
        ['verify', folder, ...args],
        { env },
      );
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
      expect(stdout).toContain('4 rows decoded and counted');
    }
    const wrong = await cli(['show', folder], {
      env: { TDENGINE_BACKUP_KEY: 'something else altogether' },
    });
    expect(wrong.exitCode).toBe(4);
    expect(wrong.stderr).toContain('which is not the one that was given');
    expect(wrong.stderr).not.toContain('something else');

    const into = bench.name(root.replace('-', '_'));
    const restored = await cli(
      ['restore', folder, '--to', bench.url, '--into', into, '--yes'],
      { env: { ...bench.env, TDENGINE_BACKUP_KEY: material } },
    );
    expect(restored.exitCode).toBe(0);
  });

  it('need their own keys of a configuration, and no other', async () => {
    const { id, folder } = await backUp('unset', { id: 'k1', secret: SECRET });
    const plain = await bench.backUp([database], bench.path('unset'));
    await fs.writeFile(
      bench.path('unset.yaml'),
      [
        'tdengineBackup:',
        '  encryption:',
        '    defaultKey: k0',
        '    keys:',
        '      - { id: k0, secret: "${UNSET}" }',
        '      - { id: k1, secret: "${KEY}" }',
      ].join('\n'),
    );
    const config = ['--config', 'unset.yaml'];
    const unset: Array<Record<string, string>> = [{}, { UNSET: '' }];
    for (const variables of unset) {
      const env = { KEY: SECRET, ...variables };
      const verified = await cli(['verify', folder, ...config], { env });
      expect(verified.exitCode).toBe(0);
      expect(verified.stderr).toMatch(
        /^Warning: Encryption key 'k0': give one of secret, passphrase and recipient; [^\n]*\n$/,
      );
    }
    const listed = await cli(['list', 'unset', ...config]);
    expect(listed.exitCode).toBe(0);
    expect(listed.stdout).toMatch(new RegExp(`^${id} `, 'm'));
    expect(listed.stdout).toMatch(new RegExp(`^${plain.id} `, 'm'));
    expect(listed.stderr).toContain("Warning: Encryption key 'k1': give one");
    const shown = await cli(['show', plain.folder, ...config]);
    expect(shown.exitCode).toBe(0);
    const refused = await cli(['show', folder, ...config]);
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain("encrypted with key 'k1', which is not");
  });

  it.each(['folder', 'zip', 'tar.gz'])(
    'become plain ones, as %s',
    async packaging => {
      const root = `from-${packaging}`;
      const { folder } = await backUp(root, { id: 'k1', secret: SECRET });
      const out = `plain-${packaging}`;
      const { stdout, exitCode } = await cli(
        ['decrypt', folder, '--out', out, '--as', packaging, '--json'],
        { env: { TDENGINE_BACKUP_KEY: SECRET } },
      );
      expect(exitCode).toBe(0);
      const { location } = JSON.parse(stdout);
      for (const place of [out, location]) {
        const verified = await cli(['verify', place]);
        expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
        expect(verified.stdout).toContain('4 rows decoded and counted');
      }
      const again = await cli(['decrypt', folder, '--out', out], {
        env: { TDENGINE_BACKUP_KEY: SECRET },
      });
      expect(again.exitCode).toBe(4);
      expect(again.stderr).toContain('already');
      const plain = await cli(['decrypt', location, '--out', 'other']);
      expect(plain.exitCode).toBe(4);
      expect(plain.stderr).toContain('is not encrypted');
    },
  );

  it('are told from plain ones that lie where they should', async () => {
    const { folder, id } = await backUp('told', { id: 'k1', secret: SECRET });
    const env = { ...bench.env, TDENGINE_BACKUP_KEY: SECRET };
    const plain = await bench.backUp([database], bench.path('told'));
    const zip = await bench.pack(plain.set, 'zip', 'plain');
    const only = (args: string[]) =>
      cli([...args, '--require-encrypted'], { env });
    for (const place of [
      [plain.folder],
      [zip],
      ['told', '--backup', plain.id],
    ]) {
      expect(await cli(['verify', ...place], { env })).toMatchObject({
        exitCode: 0,
      });
    }
    for (const place of [plain.folder, zip]) {
      for (const args of [
        ['show', place],
        ['verify', place, '--quick'],
        ['extract', place, '--out', 'refused'],
        ['restore', place, '--to', bench.url, '--dry-run'],
      ]) {
        const { exitCode, stderr } = await only(args);
        expect(stderr).toContain('is not encrypted, and --require-encrypted');
        expect(exitCode).toBe(4);
      }
    }
    expect(await only(['verify', folder])).toMatchObject({ exitCode: 0 });
    for (const wanted of [plain.id, plain.id.slice(0, 8)]) {
      const chosen = ['--backup', wanted, '--to', bench.url, '--dry-run'];
      const { exitCode, stderr } = await only(['restore', 'told', ...chosen]);
      expect(stderr).toContain('is not encrypted, and --require-encrypted');
      expect(exitCode).toBe(4);
    }
    for (const choice of [['--backup', plain.set.manifest.name], []]) {
      const named = await only(['show', 'told', ...choice, '--json']);
      expect(JSON.parse(named.stdout).id).toBe(id);
    }
    await bench.backUp([database], bench.path('plain'));
    await bench.backUp([database], bench.path('plain'));
    for (const wanted of [plain.set.manifest.name, 'latest']) {
      const none = await only(['verify', 'plain', '--backup', wanted]);
      expect(none.stderr).toContain('is not encrypted, and --require-encrypt');
      expect(none).toMatchObject({ exitCode: 4, stdout: '' });
    }
    const latest = await only(['show', 'told', '--backup', 'latest', '--json']);
    expect(JSON.parse(latest.stdout).id).toBe(id);
    const listed = await only(['list', 'told', '--json']);
    expect(JSON.parse(listed.stdout).backups).toContainEqual(
      expect.objectContaining({
        error: expect.stringContaining('is not encrypted'),
      }),
    );
  });

  it('are read by their age identity, and by no other one', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const { folder } = await backUp('age', { id: 'k1', recipient, identity });
    const shown = await cli(['show', folder], {
      env: { TDENGINE_BACKUP_KEY: identity },
    });
    expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
    const other = await generateIdentity();
    const refused = await cli(['show', folder], {
      env: { TDENGINE_BACKUP_KEY: other },
    });
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).not.toContain(other);
  });
});
