import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  BackupSetReader,
  countsPart,
  DamagedBackupError,
  Part,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, encodeBlock, TDengineType, Value } from 'tdengine-client';
import { partFormat } from '../formats/partFormats';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

const NEW_YEAR = BigInt(Date.UTC(2025, 0, 1));

describe('rows that a set has of tables which are not its own', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  /** A set whose rows of the super table are all of one table, that the set does not have. */
  async function plant(
    set: BackupSetReader,
    format: string,
    database: string,
    table: string,
  ): Promise<BackupSetReader> {
    const parts = partFormat(format).write(rowsOf(table), {
      path: 'unit',
      facts: {
        database,
        table: 'meters',
        tableNames: true,
        precision: 'ms',
        columnNames: ['ts', 'v', 'note'],
      },
      compression: { algorithm: 'zstd', level: 1 },
      onBlock: () => {},
    });
    const planted: Buffer[] = [];
    let rawSize = 0;
    for await (const part of parts) {
      planted.push(await buffer(part.content));
      rawSize += part.summary().rawBytes;
    }
    const [bytes] = planted;
    return replaceFile(set, 'rows', '/meters/', bytes, rawSize);
  }

  it.each(['native', 'parquet', 'csv'])(
    'are written nowhere, as %s',
    async format => {
      const victim = await bench.createMeters(`victim_${format}`);
      const database = await bench.createMeters(`src_${format}`);
      const set = await bench.backUp({ databases: [database] }, { format });
      const copy = bench.name(`copy_${format}`);
      await bench.client.execute(
        `CREATE DATABASE ${copy} VGROUPS 1 KEEP 36500`,
      );
      await bench.client.execute(
        `CREATE TABLE ${copy}.other (ts TIMESTAMP, v INT, note NCHAR(20)) TAGS (site NCHAR(20))`,
      );
      await bench.client.execute(
        `CREATE TABLE ${copy}.m9 USING ${copy}.other TAGS ('x')`,
      );
      for (const table of [`${victim}.m1`, `\`${victim}\`.\`m1\``, 'm9']) {
        const evil = await plant(set, format, database, table);
        const before = await bench.query(
          `SELECT * FROM ${victim}.meters ORDER BY tbname, ts`,
        );
        const error = await bench
          .restore(evil, { conflict: 'merge', rename: { [database]: copy } })
          .catch(reason => reason);
        expect(
          await bench.query(
            `SELECT * FROM ${victim}.meters ORDER BY tbname, ts`,
          ),
        ).toEqual(before);
        expect(await bench.query(`SELECT COUNT(*) FROM ${copy}.other`)).toEqual(
          [[0n]],
        );
        expect(error).toBeInstanceOf(DamagedBackupError);
        expect(error.message).toContain(`'${table}'`);
      }
    },
  );

  it('are written nowhere, whatever counts the set has that no table of it lists', async () => {
    const victim = await bench.createMeters('victim');
    const database = await bench.createMeters('src');
    const set = await bench.backUp({ databases: [database] });
    const table = `${victim}.m1`;
    const counts = countsPart('unit', new Map([[table, 1]]));
    const evil = await replaceFile(
      await plant(set, 'native', database, table),
      'counts',
      '/meters/',
      await buffer(counts.content),
      counts.summary().rawBytes,
    );
    const isListed = new Map(
      evil.manifest.files.map(file => [file.path, file]),
    );
    const unlisted: BackupSetReader = {
      ...evil,
      manifest: {
        ...evil.manifest,
        tables: evil.manifest.tables.map(entry => ({
          ...entry,
          files: entry.files.filter(
            path => isListed.get(path)!.kind !== 'counts',
          ),
        })),
      },
    };
    const before = await bench.query(`SELECT * FROM ${victim}.m1 ORDER BY ts`);
    for (const [what, copy, message] of [
      [unlisted, 'unlisted', `'${table}'`],
      [evil, 'listed', `'${database}.${table}'`],
    ] as const) {
      const error = await bench
        .restore(what, { rename: { [database]: bench.name(copy) } })
        .catch(reason => reason);
      expect(
        await bench.query(`SELECT * FROM ${victim}.m1 ORDER BY ts`),
      ).toEqual(before);
      expect(error).toBeInstanceOf(DamagedBackupError);
      expect(error.message).toContain(message);
    }
  });
});

async function* rowsOf(table: string): AsyncGenerator<ColumnBlock> {
  const row: Value[] = [table, NEW_YEAR, 666, 'owned'];
  yield ColumnBlock.parse(
    encodeBlock(
      [
        { name: 'tbname', type: TDengineType.VARCHAR, bytes: 194 },
        { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
        { name: 'v', type: TDengineType.INT, bytes: 4 },
        { name: 'note', type: TDengineType.NCHAR, bytes: 82 },
      ],
      [row],
    ),
  );
}

async function replaceFile(
  set: BackupSetReader,
  kind: Part['kind'],
  folder: string,
  bytes: Buffer,
  rawSize: number,
): Promise<BackupSetReader> {
  const { path } = set.manifest.files.find(
    file => file.kind === kind && file.path.includes(folder),
  )!;
  return {
    manifest: {
      ...set.manifest,
      files: set.manifest.files.map(file =>
        file.path === path
          ? { ...file, rawSize, size: bytes.byteLength }
          : file,
      ),
    },
    size: async (name, options) =>
      name === path ? bytes.byteLength : set.size(name, options),
    close: () => set.close(),
    read: async (name, options) =>
      name === path
        ? Readable.from([
            bytes.subarray(options.range?.start ?? 0, options.range?.end),
          ])
        : set.read(name, options),
  };
}
