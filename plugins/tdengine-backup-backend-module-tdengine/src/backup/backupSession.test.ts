import { setTimeout as sleep } from 'node:timers/promises';
import { JsonValue } from '@backstage/types';
import {
  BackupRequest,
  CountsSum,
  Part,
  Unit,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe('backup session', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  function request(scope: JsonValue): BackupRequest {
    return {
      backupId: 'b1',
      instance: 'test',
      scope,
      kind: 'full',
      format: 'native',
      compression: { algorithm: 'zstd', level: 1 },
      parallelism: 2,
    };
  }

  async function drain(part: Part): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of part.content) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  it('plans lists, scans and lists again, and estimates', async () => {
    const database = await bench.createMeters('plan');
    const run = bench.run();
    const session = await bench.source.open(
      run,
      request({ databases: [database] }),
    );
    expect(session.estimate).toMatchObject({ rows: 7, tables: 4 });
    expect(session.databases).toEqual([database]);
    const units: Unit[] = [];
    for await (const unit of session.units()) {
      units.push(unit);
    }
    expect(units.map(({ id, kind, after }) => ({ id, kind, after }))).toEqual([
      { id: `schemas/${database}`, kind: 'schema', after: undefined },
      {
        id: `${database}/meters/tables-before`,
        kind: 'tables',
        after: undefined,
      },
      {
        id: `${database}/meters/rows-0001`,
        kind: 'rows',
        after: [`${database}/meters/tables-before`],
      },
      {
        id: `${database}/meters/tables-after`,
        kind: 'tables',
        after: [
          `${database}/meters/tables-before`,
          `${database}/meters/rows-0001`,
        ],
      },
      { id: `${database}/events/rows-0001`, kind: 'rows', after: undefined },
    ]);
    expect(await session.measure(units[0], run)).toBeUndefined();
    expect(new Map(await session.measure(units[2], run))).toEqual(
      new Map([
        ['m1', 3],
        ['m2', 2],
      ]),
    );
    await session.close();
  });

  it('goes on elsewhere from the fence, unless the definitions changed', async () => {
    const database = await bench.createMeters('resume');
    const run = bench.run();
    const scope = { databases: [database] };
    const first = await bench.source.open(run, request(scope));
    const fence = JSON.parse(JSON.stringify(first.fence));
    await first.close();

    await bench.client.execute(
      `CREATE TABLE ${database}.m9 USING ${database}.meters TAGS ('new', 9)`,
    );
    const second = await bench.source.open(run, request(scope), fence);
    expect(second.fence).toEqual(fence);
    const results: UnitResult[] = [];
    for await (const unit of second.units()) {
      const paths: string[] = [];
      let rows = 0;
      for await (const part of second.read(unit, run)) {
        await drain(part);
        paths.push(part.path);
        rows += part.summary().rows;
      }
      results.push({ unit, rows, tables: 0, paths });
    }
    const { tables } = await second.finish(results);
    expect(tables.find(({ stable }) => stable === 'meters')?.tableCount).toBe(
      4,
    );
    await second.close();

    await bench.client.execute(
      `ALTER STABLE ${database}.meters ADD COLUMN added INT`,
    );
    await expect(bench.source.open(run, request(scope), fence)).rejects.toThrow(
      /schema of database .* changed while the backup was interrupted/,
    );
  });

  it('counts windows so that they miss nothing and overlap nowhere', async () => {
    const database = await bench.createMeters('windows');
    const run = bench.run();
    const session = await bench.source.open(
      run,
      request({ databases: [database] }),
    );
    const whole = await session.measure(
      (await unitsOf(session)).find(({ kind }) => kind === 'rows')!,
      run,
    );
    const windows = [
      [undefined, '1735776000000'],
      ['1735776000000', '1735862400000'],
      ['1735862400000', undefined],
    ];
    const counts = await Promise.all(
      windows.map(([from, to], index) =>
        session.measure(
          {
            id: `w${index}`,
            kind: 'rows',
            label: '',
            estimatedRows: 0,
            estimatedBytes: 0,
            state: {
              type: 'rows',
              database,
              table: 'meters',
              superTable: true,
              ...(from && { from }),
              ...(to && { to }),
            },
          },
          run,
        ),
      ),
    );
    const sum = CountsSum.create();
    counts.forEach(count => sum.add(count!));
    expect(new Map(sum.counts)).toEqual(new Map(whole));
    await session.close();
  });

  async function unitsOf(session: {
    units(): AsyncIterable<Unit>;
  }): Promise<Unit[]> {
    const units: Unit[] = [];
    for await (const unit of session.units()) {
      units.push(unit);
    }
    return units;
  }

  it('counts between before and after while rows keep coming', async () => {
    const database = await bench.createMeters('moving');
    let stop = false;
    const writer = (async () => {
      for (let index = 0; !stop; index++) {
        await bench.client.execute(
          `INSERT INTO ${database}.m1 VALUES (${
            1767225600000 + index
          }, ${index}, 'x') ` +
            `${database}.moved${
              index % 20
            } USING ${database}.meters TAGS ('m', 1) VALUES (${
              1767225600000 + index
            }, 1, 'y')`,
        );
        await sleep(2);
      }
    })();
    try {
      const set = await bench.backUp({ databases: [database] });
      const copy = bench.name('moving_copy');
      const { checks } = await bench.restore(set, {
        rename: { [database]: copy },
      });
      expect(checks.every(({ differing }) => differing === 0)).toBe(true);
      const meters = set.manifest.tables.find(
        ({ stable }) => stable === 'meters',
      )!;
      expect(meters.recordCount).toBeGreaterThanOrEqual(
        meters.sourceCount.before,
      );
      expect(meters.recordCount).toBeLessThanOrEqual(meters.sourceCount.after);
    } finally {
      stop = true;
      await writer;
    }
  });

  it('keeps the rows of a table that is dropped meanwhile, and fails where its tags are lost', async () => {
    const database = await bench.createMeters('dropped');
    const run = bench.run();
    const session = await bench.source.open(
      run,
      request({ databases: [database] }),
    );
    const [, before, rows, after] = await unitsOf(session);
    const read = async (unit: Unit) => {
      for await (const part of session.read(unit, run)) {
        await drain(part);
      }
    };
    await read(before);
    await bench.client.execute(
      `INSERT INTO ${database}.brief USING ${database}.meters TAGS ('b', 1) VALUES ('2025-01-01T00:00:00Z', 1, 'x')`,
    );
    await read(rows);
    await bench.client.execute(`DROP TABLE ${database}.m2`);
    await expect(read(after)).resolves.toBeUndefined();
    await bench.client.execute(`DROP TABLE ${database}.brief`);
    await expect(read(after)).rejects.toThrow(
      /Table 'brief' of .*\.meters came and went while the rows were read/,
    );
    await session.close();
  });

  it('names what it leaves out, and what came or went meanwhile', async () => {
    const database = await bench.createMeters('limits');
    await bench.client.execute(
      `CREATE TOPIC ${database}_topic AS SELECT ts, level FROM ${database}.events`,
    );
    const run = bench.run();
    const session = await bench.source.open(
      run,
      request({ databases: [database] }),
    );
    await bench.client.execute(
      `CREATE TABLE ${database}.late (ts TIMESTAMP, v INT)`,
    );
    await bench.client.execute(
      `ALTER STABLE ${database}.meters ADD COLUMN added INT`,
    );
    const { limitations, facts } = await session.finish([]);
    expect(limitations).toEqual(
      expect.arrayContaining([
        `Table '${database}.late' was created while the backup ran and is not in it`,
        `Super table '${database}.meters' was altered while the backup ran; it holds the definition from before, and of columns added since no values`,
      ]),
    );
    expect(facts).toMatchObject({
      databases: {
        [database]: {
          precision: 'ms',
          first: '1735689600000',
          objects: [{ kind: 'topic', name: `${database}_topic` }],
        },
      },
    });
    await session.close();
    // Chosen tables do not stand for their database.
    const chosen = await bench.backUp({
      tables: [{ database, include: ['events'] }],
    });
    expect(chosen.manifest.limitations).toContain(
      `Topic '${database}_topic' of database '${database}' is not in the backup`,
    );
    await bench.client.execute(`DROP TOPIC ${database}_topic`);
  });

  it('backs up chosen tables by name and pattern', async () => {
    const database = await bench.createMeters('scope');
    const set = await bench.backUp({
      tables: [
        { database, include: ['m*', 'events'], exclude: ['m2', 'meters'] },
      ],
    });
    expect(
      set.manifest.tables.map((table: { stable: string }) => table.stable),
    ).toEqual(['events']);

    const some = await bench.backUp({
      tables: [{ database, include: ['m?'], exclude: ['m2'] }],
    });
    expect(some.manifest.tables).toEqual([
      expect.objectContaining({
        stable: 'meters',
        tableCount: 2,
        recordCount: 3,
        sourceCount: { before: 3, after: 3 },
      }),
    ]);
    await expect(
      bench.backUp({ tables: [{ database, include: ['nosuch'] }] }),
    ).rejects.toThrow(/has no table 'nosuch'/);
    await expect(bench.backUp({ databases: ['nosuch_db'] })).rejects.toThrow(
      /has no database 'nosuch_db'/,
    );
    await expect(bench.backUp({ databases: ['nosuch_*'] })).rejects.toThrow(
      /nothing to back up/,
    );
  });

  it('leaves out databases and tables, whichever way the others are chosen', async () => {
    const kept = await bench.createMeters('out_kept');
    const other = await bench.createMeters('out_other');
    const empty = bench.name('out_empty');
    await bench.client.execute(`CREATE DATABASE ${empty} VGROUPS 1`);
    const prefix = kept.slice(0, -'kept'.length);
    const tablesOf = (set: Awaited<ReturnType<typeof bench.backUp>>) =>
      set.manifest.tables
        .map(
          (table: { database: string; stable: string; tableCount: number }) =>
            `${table.database}.${table.stable} ${table.tableCount}`,
        )
        .sort();

    const patterns = await bench.backUp({
      databases: [`${prefix}*`],
      exclude: [other, `${prefix}*.m2`, `${kept}.ev*`],
    });
    expect(tablesOf(patterns)).toEqual([`${kept}.meters 2`]);
    expect(patterns.manifest.databases).toEqual([empty, kept]);

    const mixed = await bench.backUp({
      databases: [kept],
      exclude: [`${kept}.meters`, `*.m1`],
      tables: [{ database: other, include: ['meters'], exclude: ['m3'] }],
    });
    expect(tablesOf(mixed)).toEqual([`${kept}.events 1`, `${other}.meters 1`]);
  });

  it('tells what it did, and takes it back where a unit failed', async () => {
    const database = await bench.createMeters('progress');
    const run = bench.run();
    const session = await bench.source.open(
      run,
      request({ databases: [database] }),
    );
    const unit = (await unitsOf(session)).find(({ kind }) => kind === 'rows')!;
    for await (const part of session.read(unit, run)) {
      for await (const chunk of part.content) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        if (run.reported.rowsDone) {
          break;
        }
      }
      break;
    }
    expect(run.reported.rowsDone).toBe(0);
    for await (const part of session.read(unit, run)) {
      await drain(part);
    }
    expect(run.reported).toMatchObject({ rowsDone: 5, current: unit.label });
    await session.close();
  });
});
