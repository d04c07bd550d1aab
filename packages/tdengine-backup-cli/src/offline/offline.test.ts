import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import {
  BackupSetReader,
  serializeManifest,
} from 'backstage-plugin-tdengine-backup-node';
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

    it('counts all that a backup takes', async () => {
      const sizes: number[] = [];
      for (const place of ['nas', zip]) {
        const { stdout } = await cli(['list', place, '--json']);
        sizes.push(JSON.parse(stdout).backups[0].size);
      }
      const files = await fs.readdir(folder, {
        recursive: true,
        withFileTypes: true,
      });
      const stats = await Promise.all(
        files
          .filter(file => file.isFile())
          .map(file => fs.stat(`${file.parentPath}/${file.name}`)),
      );
      expect(sizes).toEqual([
        stats.reduce((sum, { size }) => sum + size, 0),
        (await fs.stat(zip)).size,
      ]);
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
      ['is not there', 'unmounted', 'is it mounted?'],
      ['is empty', 'empty', "There are no backups in target 'nas'"],
    ])('fails where the folder of a target %s', async (_, name, message) => {
      await fs.mkdir(bench.path('empty/backups'), { recursive: true });
      const env = { NAS_PATH: bench.path(name) };
      for (const command of [['list'], ['show'], ['verify', '--all']]) {
        const { stdout, stderr, exitCode } = await cli(
          [...command, 'target:nas', '--config', 'app-config.yaml'],
          { env },
        );
        expect(stderr).toContain(message);
        expect(stderr).toContain(`'${bench.path(name)}'`);
        expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
      }
    });

    it.each([
      [['list', 'nowhere'], 2, "There is nothing at 'nowhere'"],
      [['list', '.'], 2, "There is no backup in '.'"],
      [['list', 'target:nas'], 2, 'name its file with --config'],
      [
        ['list', 'target:tape', '--config', 'app-config.yaml'],
        2,
        "no storage target 'tape' in the configuration; there are 'nas'",
      ],
      [
        ['list', 'target:nas', '--config', 'missing.yaml'],
        2,
        'The configuration cannot be read',
      ],
      [
        ['list', 'nas', '--key-file', 'nofile'],
        2,
        "The file 'nofile' cannot be read: ENOENT",
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
      const [newer, older] = (
        JSON.parse((await cli(['list', 'two', '--json'])).stdout) as {
          backups: Array<{ id: string; location: string }>;
        }
      ).backups;
      const date = async ({ location }: typeof newer, backupTime: string) => {
        const file = bench.path(`two/${location}/metadata.json`);
        const manifest = JSON.parse(await fs.readFile(file, 'utf8'));
        await fs.writeFile(
          file,
          serializeManifest({ ...manifest, backupTime }).bytes,
        );
      };
      const chosen = async () => {
        const shown = ['show', 'two', '--backup', 'latest', '--json'];
        const { stdout, stderr } = await cli(shown);
        return { id: JSON.parse(stdout).id, stderr };
      };
      // An hour later than the other, whatever the texts look like.
      await date(newer, '2026-01-01T09:00:00.000+09:00');
      await date(older, '2026-01-01T01:00:00.000Z');
      expect(await chosen()).toEqual({ id: older.id, stderr: '' });
      await date(newer, '2099-01-01T00:00:00.000Z');
      expect(await chosen()).toEqual({
        id: older.id,
        stderr: expect.stringContaining('which is yet to come'),
      });
      const all = await cli(['verify', 'two', '--all', '--quick', '--json']);
      expect(all.exitCode).toBe(0);
      expect(JSON.parse(all.stdout).backups).toMatchObject([
        { ok: true },
        { ok: true },
      ]);
    });

    it('tell two sets at one place apart', async () => {
      const made = await bench.backUp([database], bench.path('twice'));
      await fs.copyFile(
        `${made.folder}/metadata.json`,
        `${made.folder}.metadata.json`,
      );
      const shown = await cli(['show', 'twice', '--backup', made.id]);
      expect(shown).toMatchObject({ exitCode: 0 });
      expect(shown.stdout).toContain('3 tables, 4 rows');
      for (const manifest of ['/metadata.json', '.metadata.json']) {
        expect(shown.stderr).toContain(
          `${manifest}' is one of two backups at the same place`,
        );
      }
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

    it('follows no link that somebody put into the folder', async () => {
      const { stdout } = await cli(['extract', zip, '--out', 'a', '--json']);
      const [{ path }] = JSON.parse(stdout).files;
      const victim = bench.path('victim');
      await fs.writeFile(victim, 'precious');
      const inside = (name: string) => path.replace('/a/', `/${name}/`);
      const names = ['partial', 'file', 'folder'];
      for (const name of names.slice(0, 2)) {
        await fs.mkdir(dirname(inside(name)), { recursive: true });
      }
      await fs.symlink(victim, `${inside('partial')}.partial`);
      await fs.symlink(victim, inside('file'));
      await fs.mkdir(bench.path('elsewhere'));
      await fs.mkdir(bench.path('folder'));
      await fs.symlink(bench.path('elsewhere'), dirname(inside('folder')));
      const codes = [];
      for (const name of names) {
        const { exitCode } = await cli(['extract', zip, '--out', name]);
        codes.push(exitCode);
      }
      expect(codes).toEqual([0, 4, 1]);
      expect(await fs.readFile(victim, 'utf8')).toBe('precious');
      expect((await fs.lstat(inside('partial'))).isFile()).toBe(true);
      expect(await fs.readdir(bench.path('elsewhere'))).toEqual([]);
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
