import { promises as fs } from 'node:fs';
import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { run } from '../__testUtils__/run';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe('offline commands', () => {
  let bench: TestBench;
  let database: string;
  let set: BackupSetReader;
  let folder: string;
  let id: string;
  let zip: string;
  let tar: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('plant');
    ({ set, folder, id } = await bench.backUp([database], bench.path('nas')));
    zip = await bench.pack(set, 'zip', 'carried');
    tar = await bench.pack(set, 'tar.gz', 'carried');
    await fs.writeFile(
      bench.path('app-config.yaml'),
      [
        'tdengineBackup:',
        '  storage:',
        '    targets:',
        '      - { name: nas, type: local, path: "${NAS_PATH}" }',
      ].join('\n'),
    );
  });

  afterAll(() => bench?.stop());

  const cli = (args: string[], options: Parameters<typeof run>[1] = {}) =>
    run(args, { cwd: bench.folder, ...options });

  describe('list', () => {
    it.each([
      ['a folder of many', () => ['nas'], {}],
      [
        'a configured target',
        () => ['target:nas', '--config', 'app-config.yaml'],
        { NAS_PATH: 'nas' },
      ],
    ])('lists %s', async (_, place, env: Record<string, string>) => {
      const paths = Object.fromEntries(
        Object.entries(env).map(([key, value]) => [key, bench.path(value)]),
      );
      const { stdout, stderr, exitCode } = await cli(['list', ...place()], {
        env: paths,
      });
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
      const [header, line] = stdout.split('\n');
      expect(header).toMatch(
        /^ID +NAME +TIME \(UTC\) +DATABASES +TABLES +ROWS +SIZE +AS$/,
      );
      expect(line).toContain(id);
      expect(line).toMatch(
        new RegExp(`${database} +3 +4 +[\\d.]+ KiB +native, folder$`),
      );
    });

    it('lists as JSON, and what cannot be read as partial', async () => {
      const broken = bench.path('nas/backups/20200101/broken-00000000');
      await fs.mkdir(broken, { recursive: true });
      await fs.writeFile(`${broken}/metadata.json`, '{}');
      try {
        const { stdout, stderr, exitCode } = await cli([
          'list',
          'nas',
          '--json',
        ]);
        expect(exitCode).toBe(3);
        expect(JSON.parse(stdout).backups).toMatchObject([
          { id, rows: 4, tables: 3, encrypted: false },
          { location: 'backups/20200101/broken-00000000' },
        ]);
        expect(JSON.parse(stderr)).toMatchObject({ type: 'warn' });
      } finally {
        await fs.rm(broken, { recursive: true });
      }
    });

    it.each([
      [['list', 'nowhere'], 1, "There is nothing at 'nowhere'"],
      [['list', '.'], 1, "There is no backup in '.'"],
      [['list', 'target:nas'], 2, 'name its file with --config'],
      [
        ['list', 'target:tape', '--config', 'app-config.yaml'],
        2,
        "no storage target 'tape' in the configuration; there are 'nas'",
      ],
      [
        ['list', 'target:nas', '--config', 'missing.yaml'],
        1,
        'The configuration cannot be read',
      ],
    ])('says of %s what is wrong', async (args, code, message) => {
      const { stdout, stderr, exitCode } = await cli(args, {
        env: { NAS_PATH: bench.path('nas') },
      });
      expect(stderr).toContain(message);
      expect(stderr).toMatch(/^Error: [^\n]*\n$/);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
    });
  });

  describe('show and verify', () => {
    it.each([
      ['a set as a folder', () => folder],
      ['a zip', () => zip],
      ['a tar.gz', () => tar],
      ['the manifest of a set', () => `${folder}/metadata.json`],
      ['the one backup of a target', () => 'nas'],
    ])('read %s', async (_, place) => {
      const shown = await cli(['show', place()]);
      expect(shown.exitCode).toBe(0);
      expect(shown.stdout).toContain('3 tables, 4 rows');
      expect(shown.stdout).toMatch(
        new RegExp(`^${database} +meters +superTable +2 +3 +\\d+$`, 'm'),
      );
      const verified = await cli(['verify', place()]);
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
      expect(verified.stdout).toMatch(
        /: in order \(\d+ files, [\d.]+ KiB, 4 rows decoded and counted\)/,
      );
    });

    it('choose among many', async () => {
      const second = await bench.backUp([database], bench.path('two'));
      await bench.backUp([database], bench.path('two'));
      const ambiguous = await cli(['show', 'two']);
      expect(ambiguous.exitCode).toBe(2);
      expect(ambiguous.stderr).toContain('There are 2 backups');
      expect(ambiguous.stderr).toContain(second.id);
      for (const wanted of [second.id, second.id.slice(0, 8)]) {
        const { stdout } = await cli(['show', 'two', '--backup', wanted]);
        expect(stdout).toContain(second.id);
      }
      const latest = await cli(['show', 'two', '--backup', 'latest', '--json']);
      expect(JSON.parse(latest.stdout).id).not.toBe(second.id);
      const all = await cli(['verify', 'two', '--all', '--quick', '--json']);
      expect(all.exitCode).toBe(0);
      expect(JSON.parse(all.stdout).backups).toMatchObject([
        { ok: true },
        { ok: true },
      ]);
    });

    it('name what is damaged', async () => {
      const copy = bench.path('damaged');
      await fs.cp(folder, copy, { recursive: true });
      const file = set.manifest.files.find(({ kind }) => kind === 'rows')!;
      const bytes = await fs.readFile(`${copy}/${file.path}`);
      bytes[bytes.length - 20] ^= 1;
      await fs.writeFile(`${copy}/${file.path}`, bytes);
      for (const quick of [[], ['--quick']]) {
        const { stdout, stderr, exitCode } = await cli([
          'verify',
          'damaged',
          ...quick,
        ]);
        expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
        expect(stdout).toContain('damaged (');
        expect(stdout).toContain(`'${file.path}'`);
      }
      const restored = await cli(
        [
          'restore',
          'damaged',
          '--to',
          bench.url,
          '--into',
          bench.name('none'),
          '--yes',
        ],
        { env: bench.env },
      );
      expect(restored.exitCode).toBe(1);
      expect(restored.stderr).toContain(
        'The backup is damaged, so nothing was restored',
      );
      expect(await bench.exists(bench.name('none'))).toBe(false);
    });

    it('print names of strangers without their control characters', async () => {
      const copy = bench.path('odd');
      await fs.cp(folder, copy, { recursive: true });
      const text = await fs.readFile(`${copy}/metadata.json`, 'utf8');
      expect(text).not.toContain('\u001b');
      const { stderr } = await cli(['show', 'odd', '--backup', '\u001b[2J']);
      expect(stderr).not.toContain('\u001b');
    });
  });

  describe('extract', () => {
    it('writes a CSV file a table, and those that are wanted', async () => {
      const all = await cli(['extract', zip, '--out', 'csv']);
      expect(all).toMatchObject({ exitCode: 0, stderr: '' });
      expect(all.stdout).toContain('4 rows in 2 files');
      const lines = (
        await fs.readFile(bench.path(`csv/${database}/meters.csv`), 'utf8')
      ).split('\n');
      expect(lines.sort()).toEqual([
        '',
        'm1,1735689600000,1,一',
        'm1,1735776000000,2,',
        'm2,1735862400000,3,""',
        'tbname,ts,v,note',
      ]);

      const some = await cli([
        'extract',
        folder,
        '--out',
        'some',
        '--tables',
        `${database}.ev*`,
        '--json',
      ]);
      expect(JSON.parse(some.stdout)).toMatchObject({
        rows: 1,
        files: [{ path: bench.path(`some/${database}/events.csv`) }],
      });
    });

    it('writes Parquet', async () => {
      const { exitCode } = await cli([
        'extract',
        folder,
        '--out',
        'parquet',
        '--format',
        'parquet',
      ]);
      expect(exitCode).toBe(0);
      const bytes = await fs.readFile(
        bench.path(`parquet/${database}/meters.parquet`),
      );
      expect(bytes.toString('latin1', 0, 4)).toBe('PAR1');
    });

    it('replaces nothing, and knows what it was asked for', async () => {
      await cli(['extract', zip, '--out', 'twice']);
      const again = await cli(['extract', zip, '--out', 'twice']);
      expect(again.exitCode).toBe(4);
      expect(again.stderr).toContain('is there already');
      const forced = await cli(['extract', zip, '--out', 'twice', '--force']);
      expect(forced.exitCode).toBe(0);
      const none = await cli(['extract', zip, '--out', 'x', '--tables', 'a.b']);
      expect(none.exitCode).toBe(2);
      expect(none.stderr).toContain(
        `The backup has no table 'a.b'; it has '${database}.meters', '${database}.events'`,
      );
    });
  });
});
