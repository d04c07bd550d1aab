import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { TestBench } from '../__testUtils__/TestBench';
import { compareDatabases } from '../testUtils';

jest.setTimeout(120_000);

describe('restore modes', () => {
  let bench: TestBench;
  let database: string;
  let set: BackupSetReader;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('source');
    set = await bench.backUp({ databases: [database] });
  });

  afterAll(() => bench.close());

  const difference = async (other: string) =>
    (await compareDatabases(bench.client, database, bench.client, other))
      .differences;

  it('plans the same twice, and asks for no confirmation where nothing exists', async () => {
    const request = { rename: { [database]: bench.name('fresh') } };
    const plan = await bench.plan(set, request);
    expect(await bench.plan(set, request)).toEqual(plan);
    expect(plan.confirmation).toBeUndefined();
    expect(plan.blockers).toEqual([]);
    expect(plan.totals).toMatchObject({ rows: 7, tables: 4 });
    expect(
      plan.objects.map(({ kind, name, action, rowCount }) => ({
        kind,
        name,
        action,
        rowCount,
      })),
    ).toEqual([
      { kind: 'database', name: undefined, action: 'create', rowCount: 7 },
      { kind: 'superTable', name: 'meters', action: 'create', rowCount: 5 },
      { kind: 'normalTable', name: 'events', action: 'create', rowCount: 2 },
    ]);
  });

  it('refuses to touch a database that exists, and names it', async () => {
    const plan = await bench.plan(set, {});
    expect(plan.blockers).toEqual([
      expect.stringContaining(`Database '${database}': it exists`),
    ]);
    expect(plan.confirmation).toBeUndefined();
  });

  describe('merge', () => {
    it('adds rows, takes the backup for the same key, keeps the rest, and proves it by keys', async () => {
      const copy = await bench.createMeters('merge');
      await bench.client.execute(
        `INSERT INTO ${copy}.m1 VALUES ('2025-01-01T00:00:00Z', 99, 'changed') ('2025-01-02T00:00:00Z', 99, 'not null') ('2030-01-01T00:00:00Z', 7, 'later')`,
      );
      await bench.client.execute(
        `DELETE FROM ${copy}.m2 WHERE ts = '2025-01-01T00:00:00Z'`,
      );
      await bench.client.execute(`DROP TABLE ${copy}.m3`);
      await bench.client.execute(
        `CREATE TABLE ${copy}.own USING ${copy}.meters TAGS ('own', 9)`,
      );
      await bench.client.execute(
        `ALTER TABLE ${copy}.m2 SET TAG site = 'Altona'`,
      );
      const request = {
        rename: { [database]: copy },
        conflict: 'merge',
      } as const;
      const plan = await bench.plan(set, request);
      expect(plan.confirmation).toBe(copy);
      expect(
        plan.objects.find(({ name }) => name === 'meters')?.notes,
      ).toContain('1 child tables exist with other tags and keep theirs');

      const { checks } = await bench.restore(set, request);

      expect(checks.map(({ method }) => method)).toEqual(['keys', 'keys']);
      expect(checks[0]).toMatchObject({
        fileRows: 5,
        targetRows: 5,
        differing: 0,
      });
      const rows = await bench.query(
        `SELECT tbname, v, note FROM ${copy}.meters ORDER BY tbname, ts`,
      );
      expect(rows).toEqual([
        ['m1', 1, 'one'],
        ['m1', 2, undefined],
        ['m1', 3, 'three'],
        ['m1', 7, 'later'],
        ['m2', 10, 'ten'],
        ['m2', 20, ''],
      ]);
      const tags = await bench.query(
        `SELECT TAGS tbname, site FROM ${copy}.meters`,
      );
      expect(tags.sort()).toEqual([
        ['m1', '北京'],
        ['m2', 'Altona'],
        ['m3', undefined],
        ['own', 'own'],
      ]);
    });

    it('finds a row that is not as it was restored', async () => {
      const copy = await bench.createMeters('tampered');
      const request = {
        rename: { [database]: copy },
        conflict: 'merge',
      } as const;
      const run = bench.run();
      const { plan } = await bench.restore(set, request, run);
      await bench.client.execute(
        `INSERT INTO ${copy}.m1 VALUES ('2025-01-03T00:00:00Z', 4, 'three')`,
      );
      const check = plan.checks.find(({ label }) => label.endsWith('meters'))!;
      expect(await bench.source.check(run, set, plan, check)).toMatchObject({
        fileRows: 5,
        targetRows: 4,
        differing: 1,
        differences: [{ table: 'm1', file: 3, target: 2 }],
      });
    });

    it.each([
      [
        'ALTER STABLE %.meters DROP COLUMN note',
        [expect.stringMatching(/column 'note' is not there/)],
      ],
      [
        'ALTER STABLE %.meters DROP TAG number',
        [expect.stringMatching(/tag 'number' is not there/)],
      ],
      ['DROP TABLE %.events', []],
    ])('looks at the schema first: %s', async (sql, expected) => {
      const copy = await bench.createMeters(`schema${sql.length}`);
      await bench.client.execute(sql.replace('%', copy));
      const { blockers } = await bench.plan(set, {
        rename: { [database]: copy },
        conflict: 'merge',
      });
      expect(blockers).toEqual(expected);
    });

    it('refuses names that belong to other tables', async () => {
      const copy = bench.name('names');
      await bench.client.execute(`CREATE DATABASE ${copy} VGROUPS 1`);
      await bench.client.execute(
        `CREATE STABLE ${copy}.other (ts TIMESTAMP, v INT) TAGS (t INT)`,
      );
      await bench.client.execute(
        `CREATE TABLE ${copy}.m1 USING ${copy}.other TAGS (1)`,
      );
      await bench.client.execute(
        `CREATE TABLE ${copy}.m2 (ts TIMESTAMP, v INT)`,
      );
      await bench.client.execute(
        `CREATE STABLE ${copy}.events (ts TIMESTAMP, v INT) TAGS (t INT)`,
      );
      const { blockers } = await bench.plan(set, {
        rename: { [database]: copy },
        conflict: 'merge',
      });
      expect(blockers).toEqual(
        [
          expect.stringMatching(
            /meters': its child table 'm1' belongs to 'other' there; its child table 'm2' is a normal table there/,
          ),
          expect.stringMatching(/events': there is a super table of that name/),
          expect.stringMatching(/older than its KEEP|^$/),
        ].slice(0, blockers.length),
      );
      expect(blockers.length).toBeGreaterThanOrEqual(2);
    });
  });

  it('replaces a database, after saying so', async () => {
    const copy = await bench.createMeters('replaced');
    await bench.client.execute(
      `CREATE TABLE ${copy}.gone (ts TIMESTAMP, v INT)`,
    );
    const request = {
      rename: { [database]: copy },
      conflict: 'replace',
    } as const;
    const plan = await bench.plan(set, request);
    expect(plan.confirmation).toBe(copy);
    expect(plan.objects[0]).toMatchObject({
      action: 'replace',
      notes: [expect.stringContaining('it exists with 5 tables')],
    });
    await bench.restore(set, request);
    expect(await difference(copy)).toEqual([]);
  });

  it('asks for nodes that the replicas need', async () => {
    const request = (replica: number) => ({
      rename: { [database]: bench.name('replicas') },
      options: { replica },
    });
    expect((await bench.plan(set, request(3))).blockers).toEqual([
      expect.stringMatching(
        /is to have 3 replicas and the server has 1 nodes; set the option replica to 1/,
      ),
    ]);
    expect((await bench.plan(set, request(1))).blockers).toEqual([]);
  });

  it('restores chosen tables only, child tables among them', async () => {
    const copy = bench.name('chosen');
    const { checks, plan } = await bench.restore(set, {
      rename: { [database]: copy },
      selection: {
        tables: [
          { database, name: 'm2' },
          { database, name: 'm3' },
        ],
      },
    });
    expect(plan.objects.at(-1)).toMatchObject({ tableCount: 2, rowCount: 2 });
    expect(checks).toEqual([
      expect.objectContaining({ fileRows: 2, targetRows: 2, differing: 0 }),
    ]);
    expect(
      await bench.query(`SELECT tbname, v FROM ${copy}.meters ORDER BY ts`),
    ).toEqual([
      ['m2', 10],
      ['m2', 20],
    ]);
    expect(
      (await bench.query(`SELECT TAGS tbname FROM ${copy}.meters`)).sort(),
    ).toEqual([['m2'], ['m3']]);

    // The others into the same database, beside what is there.
    await bench.restore(set, {
      rename: { [database]: copy },
      selection: {
        tables: [
          { database, name: 'm1' },
          { database, name: 'events' },
        ],
      },
    });
    expect(await difference(copy)).toEqual([]);

    const again = await bench.plan(set, {
      rename: { [database]: copy },
      selection: { tables: [{ database, name: 'm1' }] },
    });
    expect(again.blockers).toEqual([
      expect.stringContaining("its child table 'm1' exists"),
    ]);
  });

  it('replaces chosen tables and leaves the others alone', async () => {
    const copy = await bench.createMeters('some');
    await bench.client.execute(
      `INSERT INTO ${copy}.m1 VALUES ('2026-01-01T00:00:00Z', 1, 'x') ${copy}.m2 VALUES ('2026-01-01T00:00:00Z', 1, 'x') ${copy}.events VALUES ('2026-01-01T00:00:00Z', 1)`,
    );
    await bench.restore(set, {
      rename: { [database]: copy },
      conflict: 'replace',
      selection: {
        tables: [
          { database, name: 'm1' },
          { database, name: 'events' },
        ],
      },
    });
    const counts = await bench.query(
      `SELECT tbname, COUNT(*) FROM ${copy}.meters PARTITION BY tbname`,
    );
    expect(counts.filter(([, count]) => count !== 0n).sort()).toEqual([
      ['m1', 3n],
      ['m2', 3n],
    ]);
    expect(await bench.query(`SELECT COUNT(*) FROM ${copy}.events`)).toEqual([
      [2n],
    ]);
  });

  it('says of a database how much of it is selected', async () => {
    const plan = await bench.plan(set, {
      rename: { [database]: bench.name('selected') },
      selection: {
        tables: [
          { database, name: 'm1' },
          { database, name: 'events' },
        ],
      },
    });
    expect(
      plan.objects.map(({ name, tableCount, rowCount }) => [
        name,
        tableCount,
        rowCount,
      ]),
    ).toEqual([
      [undefined, 2, 5],
      ['meters', 1, 3],
      ['events', 1, 2],
    ]);
  });

  it('blocks a restore of which nothing would be left', async () => {
    const virtual = await bench.createMeters('virtual');
    await bench.client.execute(
      `CREATE VTABLE ${virtual}.pane (ts TIMESTAMP, l INT FROM ${virtual}.events.level)`,
    );
    const backup = await bench.backUp({ databases: [virtual] });
    const request = {
      rename: { [virtual]: bench.name('nothing') },
      selection: { tables: [{ database: virtual, name: 'pane' }] },
    };
    const plan = await bench.plan(backup, request);
    expect(plan.warnings).toEqual([
      expect.stringMatching(/pane' refers to .*events', which is not there/),
    ]);
    expect(plan.blockers).toEqual([
      'Nothing of what was selected would be restored; see what the warnings and the tables say',
    ]);

    request.selection.tables.push({ database: virtual, name: 'events' });
    expect(await bench.plan(backup, request)).toMatchObject({ blockers: [] });
  });

  it('leaves out virtual tables over a database that is not restored with them', async () => {
    const secret = await bench.createMeters('secret');
    const virtual = await bench.createMeters('over');
    await bench.client.execute(
      `CREATE VTABLE ${virtual}.pane (ts TIMESTAMP, l INT FROM ${secret}.events.level)`,
    );
    const backup = await bench.backUp({ databases: [virtual, secret] });
    const rename = { [virtual]: bench.name('over_copy') };
    const alone = await bench.plan(backup, {
      rename,
      selection: { databases: [virtual] },
    });
    expect(alone.objects.find(({ name }) => name === 'pane')).toMatchObject({
      action: 'skip',
      notes: [
        `it refers to '${secret}.events', whose database is not restored with it`,
      ],
    });
    expect(alone.warnings).toEqual([
      `Virtual table '${rename[virtual]}.pane' refers to '${secret}.events', whose database is not restored with it, and is left out`,
    ]);
    const both = await bench.plan(backup, {
      rename: { ...rename, [secret]: bench.name('secret_copy') },
    });
    expect(both.objects.find(({ name }) => name === 'pane')).toMatchObject({
      action: 'create',
    });
  });

  it('restores the rows of a time range', async () => {
    const copy = bench.name('range');
    const request = {
      rename: { [database]: copy },
      timeRange: { from: '2025-01-02T00:00:00Z', to: '2025-01-03T12:00:00Z' },
    };
    const { objects } = await bench.plan(set, request);
    expect(objects[0]).toMatchObject({
      kind: 'database',
      rowCount: 7,
      notes: ['at most this many rows, without those outside the time range'],
    });
    const { checks } = await bench.restore(set, request);
    expect(checks.map(({ targetRows }) => targetRows)).toEqual([2, 1]);
    expect(
      await bench.query(`SELECT tbname, v FROM ${copy}.meters ORDER BY ts`),
    ).toEqual([
      ['m1', 2],
      ['m1', 3],
    ]);
  });

  it.each([
    [
      { selection: { tables: [{ database: 'x', name: 'y' }] } },
      /selection\.tables\[0\]\.database: the backup has no database 'x'/,
    ],
    [{ selection: { databases: [1] } }, /selection\.databases\[0\]/],
    [{ selection: {} }, /selection names neither/],
    [{ options: { keep: 'yes' } }, /options\.keep/],
    [{ options: { vgroup: 2 } }, /options: Unrecognized key/],
    [{ rename: { nosuch: 'x' } }, /rename: database 'nosuch'/],
    [
      { timeRange: { from: 'yesterday' } },
      /timeRange\.from: 'yesterday' is not an instant/,
    ],
    [
      {
        timeRange: { from: '2025-01-02T00:00:00Z', to: '2025-01-01T00:00:00Z' },
      },
      /timeRange\.to has to be later/,
    ],
  ])('names what is wrong in a request: %j', async (request, message) => {
    await expect(bench.plan(set, request)).rejects.toThrow(message);
  });

  it('names a table that the backup does not have', async () => {
    await expect(
      bench.plan(set, {
        selection: { tables: [{ database, name: 'nosuch' }] },
      }),
    ).rejects.toThrow(/selection\.tables\[0\]\.name: the backup has no table/);
    await expect(
      bench.plan(set, { rename: { [database]: 'information_schema' } }),
    ).rejects.toThrow(/cannot be the name of a database/);
  });

  it('drops what it created when it failed, and nothing else', async () => {
    const copy = bench.name('failed');
    const run = bench.run();
    const plan = await bench.plan(set, { rename: { [database]: copy } });
    for (const unit of plan.units.slice(0, 3)) {
      await bench.source.apply(run, set, plan, unit);
    }
    expect(await bench.exists(copy)).toBe(true);
    expect(await bench.source.rollBack(run, plan)).toEqual({
      removed: [`Database '${copy}', which this restore had created`],
      remaining: [],
    });
    expect(await bench.exists(copy)).toBe(false);

    const merged = await bench.createMeters('failed_merge');
    const mergeRun = bench.run();
    const { plan: mergePlan } = await bench.restore(
      set,
      { rename: { [database]: merged }, conflict: 'merge' },
      mergeRun,
    );
    const { removed, remaining } = await bench.source.rollBack(
      mergeRun,
      mergePlan,
    );
    expect(removed).toEqual([]);
    expect(remaining).toEqual([
      `Table '${merged}.events' had up to 2 rows written; this stays as it is`,
      `Table '${merged}.meters' had up to 5 rows written; this stays as it is`,
    ]);
    expect(await bench.exists(merged)).toBe(true);
  });

  it('goes on after a crash, and takes a database for its own only while it is empty', async () => {
    const copy = bench.name('crashed');
    const plan = await bench.plan(set, { rename: { [database]: copy } });
    const [create] = plan.units;
    const journalEntries = [{ kind: 'creating-database', database: copy }];
    await bench.client.execute(`CREATE DATABASE ${copy} VGROUPS 1 KEEP 36500`);
    const run = bench.run({ journalEntries });
    await bench.source.apply(run, set, plan, create);
    expect(run.journalEntries.at(-1)).toEqual({
      kind: 'created-database',
      database: copy,
    });
    // Everything twice: a resumed restore repeats units.
    for (const unit of [...plan.units, ...plan.units]) {
      await bench.source.apply(run, set, plan, unit);
    }
    for (const unit of plan.checks) {
      expect(await bench.source.check(run, set, plan, unit)).toMatchObject({
        differing: 0,
      });
    }
    await expect(
      bench.source.apply(bench.run({ journalEntries }), set, plan, create),
    ).rejects.toThrow(/is not empty, and whether this restore created it/);
    await expect(
      bench.source.apply(bench.run(), set, plan, create),
    ).rejects.toThrow(/was created by somebody else/);
  });
});
