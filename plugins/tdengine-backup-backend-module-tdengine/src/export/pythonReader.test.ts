import { execFile, execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { promises as fs } from 'node:fs';
import { Readable } from 'node:stream';
import {
  LocalFolderTarget,
  packArchive,
  setPrefix,
} from 'backstage-plugin-tdengine-backup-node';
import { createSampleDatabase } from '../__testUtils__/sampleDatabase';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(240_000);

const READER = resolve(__dirname, '../../../../docs/reader.py');
const GOLDEN = resolve(
  __dirname,
  '../../../tdengine-backup-node/src/set/__fixtures__/golden-v1-encrypted/backups/20260102',
);
const execute = promisify(execFile);

function lacks(program: string, code: string): boolean {
  try {
    execFileSync(program, ['-c', code], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}

function findLacking(): string | undefined {
  if (lacks('python3', 'import sys; assert sys.version_info >= (3, 9)')) {
    return 'there is no python3 of 3.9 or later';
  }
  return lacks('python3', 'import compression.zstd') &&
    lacks('sh', 'command -v zstd')
    ? 'there is neither Python 3.14 nor the program zstd'
    : undefined;
}

it('is no longer than the README says', async () => {
  const lines = (await fs.readFile(READER, 'utf8')).split('\n').length - 1;
  expect(lines).toBeLessThanOrEqual(100);
});

const lacking = findLacking();
const NAME = `docs/reader.py${lacking ? ` (skipped: ${lacking})` : ''}`;

(lacking ? describe.skip : describe)(NAME, () => {
  let bench: TestBench;
  let database: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = bench.name('python');
    await createSampleDatabase(bench.client, database, 'us', {
      boundTags: bench.server.kind === 'server',
    });
    // Two texts of eight digits are as near, and each gives the same number.
    await bench.client.execute(
      `CREATE TABLE ${database}.halves (ts TIMESTAMP, v FLOAT)`,
    );
    await bench.client.execute(
      `INSERT INTO ${database}.halves VALUES ('2025-01-02T00:00:00Z', 17.9765625) ('2025-01-02T00:00:01Z', -17.9765625)`,
    );
  });

  afterAll(() => bench.close());

  const python = async (args: string[]) =>
    (
      await execute('python3', [READER, ...args], {
        maxBuffer: 256 * 1024 * 1024,
      })
    ).stdout;

  it.each(['zstd', 'gzip', 'none'] as const)(
    'prints the rows of a set, %s, as the CSV export has them',
    async algorithm => {
      const run = bench.run();
      const root = join(run.temporaryDirectory, 'target');
      const target = LocalFolderTarget.create({ name: 'disk', path: root });
      const set = await bench.backUp(
        { databases: [database] },
        { run, target, compression: { algorithm, level: 6 } },
      );
      const { manifest } = set;
      const prefix = setPrefix({
        id: manifest.backupId,
        name: manifest.name,
        time: manifest.backupTime,
      });
      const { signal } = run;
      await packArchive({
        reader: set,
        manifest: { ...manifest, packaging: 'zip' },
        packaging: 'zip',
        target,
        key: 'packed.zip',
        signal,
      });
      const places = [join(root, prefix), join(root, 'packed.zip')];
      for (const place of places) {
        const listed = await python([place]);
        expect(listed).toContain(
          `${database}.all_types: 9 rows, every file as it was written`,
        );
      }
      const names = manifest.tables.map(({ stable }) => stable);
      expect(names).toContain('all_types');
      let tables = 0;
      for (const name of names) {
        for await (const { content } of bench.source.exportCsv(set, {
          signal,
          select: (_, table) => table === name,
        })) {
          const exported = (await buffer(Readable.from(content))).toString();
          const printed = await python([
            places[tables % places.length],
            database,
            name,
          ]);
          const hasRows = exported.indexOf('\n') < exported.length - 1;
          expect(printed).toBe(hasRows ? exported : '');
          tables++;
        }
      }
      expect(tables).toBeGreaterThan(2);
      expect(await python([places[0], database, 'halves'])).toMatch(
        /,17\.976563\n.*,-17\.976563\n$/,
      );
      await expect(
        python([places[1], database, 'halve']),
      ).rejects.toMatchObject({
        code: 1,
        stdout: '',
        stderr: `${places[1]} has no table ${database}.halve; without DATABASE and TABLE all are listed\n`,
      });

      const damaged = manifest.files.find(({ kind }) => kind === 'rows')!;
      const path = join(places[0], damaged.path);
      const bytes = await fs.readFile(path);
      bytes[bytes.length >> 1] ^= 1;
      await fs.writeFile(path, bytes);
      await expect(python([places[0]])).rejects.toMatchObject({
        stderr: `${damaged.path} is damaged\n`,
      });
      await fs.rm(path);
      await expect(python([places[0]])).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^FileNotFoundError: .*\n$/),
      });
    },
  );

  it.each([
    ['no set', [], /^Reads a plain TDengine backup set/],
    [
      'a database alone',
      ['set', 'power'],
      /^Reads a plain TDengine backup set/,
    ],
    ['a set that is not there', ['/nope'], /^FileNotFoundError: .*\/nope/],
    ['what is no set', [READER], /^BadZipFile: File is not a zip file\n$/],
    [
      'an encrypted set',
      [join(GOLDEN, 'encrypted-1d0c1a52.zip')],
      /encrypted-1d0c1a52.zip is encrypted: decrypt.py .* makes a plain set of it\n$/,
    ],
  ])('says what is wrong with %s', async (_, args, message) => {
    const { code, stderr } = await python(args).then(
      () => ({ code: 0, stderr: '' }),
      error => error,
    );
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('Traceback');
    expect(code).toBe(1);
  });
});
