import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { startSimulator } from 'tdengine-simulator';
import { TestBench } from '../__testUtils__/TestBench';
import { ObjectDefinition } from '../catalog/ObjectDefinition';

jest.setTimeout(120_000);

describe('objects beside tables', () => {
  let bench: TestBench;
  let database: string;
  let topic: string;
  let set: BackupSetReader;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('objects');
    topic = `${database}_topic`;
    await bench.client.execute(
      `CREATE INDEX by_number ON ${database}.meters (number)`,
    );
    await bench.client.execute(
      `CREATE TOPIC ${topic} AS SELECT ts, level FROM ${database}.events`,
    );
    set = await bench.backUp({ databases: [database] });
  });

  afterAll(async () => {
    await bench.client.execute(`DROP TOPIC IF EXISTS ${topic}`);
    await bench.close();
  });

  async function read(name: string): Promise<string> {
    const file = set.manifest.files.find(({ path }) => path.includes(name))!;
    return text(
      await set.read(file.path, { signal: new AbortController().signal }),
    );
  }

  it('are in the backup as statements, and not among its limitations', async () => {
    expect(set.manifest.limitations.join()).not.toContain(topic);
    expect(set.manifest.facts).toMatchObject({
      databases: {
        [database]: {
          objects: [
            { kind: 'index', name: 'by_number' },
            { kind: 'topic', name: topic },
          ],
        },
      },
    });
    expect(await read('/objects-') /* .json or .sql */).toContain('by_number');
    const sql = set.manifest.files.find(
      ({ path }) => path.includes('/objects') && path.endsWith('.sql'),
    );
    expect(sql).toBeDefined();
  });

  it('come back under the new name of their database, topics only when asked for', async () => {
    const copy = bench.name('objects_copy');
    const { plan } = await bench.restore(set, { rename: { [database]: copy } });
    expect(
      plan.objects
        .filter(({ kind }) => kind === 'other')
        .map(({ name, action, notes }) => [name, action, notes.join(', ')]),
    ).toEqual([
      ['by_number', 'create', 'index'],
      [topic, 'skip', 'topic, left out unless options.topics is set'],
    ]);
    const indexes = await bench.query(
      `SELECT index_name, table_name FROM information_schema.ins_indexes WHERE db_name = '${copy}' AND index_name = 'by_number'`,
    );
    expect(indexes[0]).toEqual(['by_number', 'meters']);
  });

  it('leave a topic of that name as it is, and create it where there is none', async () => {
    const copy = bench.name('objects_topics');
    const request = {
      rename: { [database]: copy },
      options: { topics: true, indexes: false },
    };
    const before = await bench.plan(set, request);
    expect(
      before.objects.find(({ name }) => name === topic)?.notes.join(', '),
    ).toBe('topic, it exists and stays as it is');
    await bench.client.execute(`DROP TOPIC ${topic}`);
    await bench.restore(set, request);
    const topics = await bench.query(
      `SELECT topic_name, db_name FROM information_schema.ins_topics WHERE topic_name = '${topic}'`,
    );
    expect(topics).toEqual([[topic, copy]]);
  });

  /** The set as somebody else may have written it. */
  function forge(
    forged: BackupSetReader,
    change: (objects: ObjectDefinition[]) => ObjectDefinition[],
  ): BackupSetReader {
    return {
      manifest: forged.manifest,
      size: (path, options) => forged.size(path, options),
      close: () => forged.close(),
      read: async (path, options) => {
        const content = await forged.read(path, options);
        if (!/objects[^/]*\.json$/.test(path)) {
          return content;
        }
        const document = JSON.parse(await text(content));
        return Readable.from([
          Buffer.from(
            JSON.stringify({ ...document, objects: change(document.objects) }),
          ),
        ]);
      },
    };
  }

  it('are shown with their statements in the plan', async () => {
    const copy = bench.name('objects_shown');
    const { objects } = await bench.plan(set, {
      rename: { [database]: copy },
      options: { topics: true, indexes: false },
    });
    expect(
      objects
        .filter(({ kind }) => kind === 'other')
        .map(({ name, statement }) => [name, statement]),
    ).toEqual([
      ['by_number', undefined],
      [topic, undefined],
    ]);
    const plan = await bench.plan(set, { rename: { [database]: copy } });
    expect(plan.objects.find(({ name }) => name === 'by_number')).toMatchObject(
      {
        statement: `CREATE INDEX \`by_number\` ON \`${copy}\`.\`meters\` (\`number\`)`,
      },
    );
  });

  it('keep a restore from being executed where a statement does something else', async () => {
    const victim = await bench.createMeters('victim');
    const request = { rename: { [database]: bench.name('objects_forged') } };
    for (const change of [
      (objects: ObjectDefinition[]) => [
        { ...objects[0], statement: `DROP DATABASE ${victim}` },
      ],
      (objects: ObjectDefinition[]) => [
        {
          ...objects[0],
          statement: `${objects[0].statement}; DROP DATABASE ${victim}`,
        },
      ],
      (objects: ObjectDefinition[]) => [
        objects[0],
        { ...objects[0], statement: `DROP DATABASE ${victim}` },
      ],
    ]) {
      const forged = forge(set, change);
      const { blockers } = await bench.plan(forged, request);
      expect(blockers).toEqual([
        expect.stringMatching(
          /by_number': index; .*to restore without such objects, set options.indexes to false/,
        ),
      ]);
      // Whoever does not look at the plan does not get it run either.
      await bench.restore(forged, request).catch(() => undefined);
      expect(await bench.exists(victim)).toBe(true);
    }
    const without = await bench.plan(
      forge(set, objects => [
        { ...objects[0], statement: `DROP DATABASE ${victim}` },
      ]),
      { ...request, options: { indexes: false } },
    );
    expect(without.blockers).toEqual([]);
  });

  it('are not in a plan where they are more than it can show', async () => {
    const rename = { [database]: bench.name('objects_many') };
    const views = (count: number, length: number) => () =>
      Array.from({ length: count }, (_, index): ObjectDefinition => {
        const name = `v${index}`;
        const statement = `CREATE VIEW ${name} AS SELECT ts FROM events`;
        return { kind: 'view', name, statement: statement.padEnd(length) };
      });
    for (const many of [views(10_001, 1), views(200, 64_000)]) {
      const forged = forge(set, many);
      const plan = await bench.plan(forged, { rename });
      expect(plan.objects.some(({ kind }) => kind === 'other')).toBe(false);
      expect(plan.blockers).toEqual([
        expect.stringMatching(
          /more than a plan can show; .*set options.views to false/,
        ),
      ]);
      const without = await bench.plan(forged, {
        rename,
        options: { views: false },
      });
      expect(without.blockers).toEqual([]);
      expect(without.warnings.join()).toMatch(/can show, and are left out/);
    }
  });

  it('are left out where they name a database that is not restored with them', async () => {
    const victim = await bench.createMeters('secret');
    const stolen = `${topic}_stolen`;
    const forged = forge(set, () => [
      {
        kind: 'topic',
        name: stolen,
        statement: `CREATE TOPIC ${stolen} AS SELECT ${victim}.ts FROM ${database}.events ${victim}, ${victim}.events`,
      },
      {
        kind: 'topic',
        name: topic,
        statement: `CREATE TOPIC ${topic} AS DATABASE ${victim}`,
      },
      {
        kind: 'view',
        name: 'users',
        statement: `CREATE VIEW ${database}.users AS SELECT name FROM information_schema.ins_users`,
      },
      {
        kind: 'stream',
        name: 's1',
        statement: `CREATE STREAM ${database}.s1 INTERVAL(10s) SLIDING(10s) FROM ${database}.meters INTO ${victim}.events AS SELECT _twstart, 1 FROM %%trows`,
      },
    ]);
    await bench.client.execute(`DROP TOPIC IF EXISTS ${topic}`);
    const request = {
      rename: { [database]: bench.name('objects_other') },
      options: { topics: true, streams: true },
    };
    const { plan } = await bench.restore(forged, request);
    expect(plan.blockers).toEqual([]);
    expect(
      plan.objects
        .filter(({ kind }) => kind === 'other')
        .map(({ name, action, notes }) => [name, action, notes.join()]),
    ).toEqual(
      [
        [stolen, 'topic', victim],
        [topic, 'topic', victim],
        ['users', 'view', 'information_schema'],
        ['s1', 'stream', victim],
      ].map(([name, kind, other]) => [
        name,
        'skip',
        `${kind},it names '${other}', which is not restored with it`,
      ]),
    );
    expect(plan.warnings).toHaveLength(4);
    expect(
      await bench.query(
        `SELECT topic_name FROM information_schema.ins_topics WHERE topic_name LIKE '${topic}%'`,
      ),
    ).toEqual([]);
  });

  it('are left out where a name has a backtick, which TDengine parses twice', async () => {
    const forged = forge(set, objects => [
      objects[0],
      {
        kind: 'topic',
        name: `${topic}_odd`,
        statement: `CREATE TOPIC ${topic}_odd AS SELECT ts FROM \`ev\`\`ents\``,
      },
    ]);
    const { plan } = await bench.restore(forged, {
      rename: { [database]: bench.name('objects_odd') },
      options: { topics: true },
    });
    expect(plan.blockers).toEqual([]);
    expect(plan.objects.find(({ name }) => name === `${topic}_odd`)).toEqual(
      expect.objectContaining({
        action: 'skip',
        notes: ['topic', expect.stringContaining('a name with a backtick')],
      }),
    );
    expect(plan.warnings).toEqual([
      expect.stringContaining(`Topic '${topic}_odd' of`),
    ]);
    const into = await bench.plan(forged, {
      rename: { [database]: bench.name('objects`odd') },
    });
    expect(into.objects.find(({ name }) => name === 'by_number')?.action).toBe(
      'skip',
    );
  });

  it('may name another database that is restored with them, but not one that is left out', async () => {
    const other = await bench.createMeters('beside');
    const both = await bench.backUp({ databases: [database, other] });
    const name = `${topic}_both`;
    const forged = forge(both, () => [
      {
        kind: 'topic',
        name,
        statement: `CREATE TOPIC ${name} AS SELECT ts, level FROM ${other}.events`,
      },
    ]);
    const copy = bench.name('both_copy');
    const rename = { [database]: bench.name('both_one'), [other]: copy };
    const options = { topics: true };
    const plan = await bench.plan(forged, { rename, options });
    expect(plan.objects.find(item => item.name === name)).toMatchObject({
      action: 'create',
      statement: `CREATE TOPIC ${name} AS SELECT ts, level FROM \`${copy}\`.events`,
    });
    const notifying = await bench.plan(
      forge(both, () => [
        {
          kind: 'stream',
          name: 's1',
          statement: `CREATE STREAM s1 PERIOD(1h) FROM meters NOTIFY('ws://there/') INTO sums AS SELECT COUNT(*) FROM ${other}.events`,
        },
      ]),
      { rename, options: { streams: true } },
    );
    expect(notifying.warnings).toContain(
      `Stream 's1' of '${rename[database]}' sends what it computes to the addresses in its statement`,
    );
    const alone = await bench.plan(forged, {
      rename: { [database]: rename[database] },
      selection: { databases: [database] },
      options,
    });
    expect(alone.objects.find(item => item.name === name)).toMatchObject({
      action: 'skip',
      notes: ['topic', `it names '${other}', which is not restored with it`],
    });
  });

  it('start a stream again where it is asked for', async () => {
    const name = await bench.createMeters('streams');
    try {
      await bench.client.execute(
        `CREATE STREAM ${name}.s1 INTERVAL(10s) SLIDING(10s) FROM ${name}.meters PARTITION BY tbname INTO ${name}.averages AS SELECT _twstart, AVG(v) FROM ${name}.meters`,
      );
    } catch (error) {
      process.stdout.write(
        `Streams are not tested: the server has no snode (${
          (error as Error).message
        })\n`,
      );
      return;
    }
    await bench.client.execute(
      `CREATE STREAM IF NOT EXISTS S2 INTERVAL(10s) SLIDING(10s) FROM meters PARTITION BY tbname, site STREAM_OPTIONS(WATERMARK(1s)|IGNORE_DISORDER|PRE_FILTER(v > 0)) INTO ${name}.output OUTPUT_SUBTABLE(CONCAT('o_', tbname)) (ts, a) TAGS (n NCHAR(20) AS site) AS SELECT /*+ BATCH_SCAN() */ _twstart, AVG(m.v) FROM ${name}.meters m WHERE m.ts >= _twstart -- to the end`,
      { database: name },
    );
    await bench.client.execute(
      `CREATE STREAM ${name}.s3 PERIOD(1h) INTO ${name}.counts AS SELECT CAST(_tlocaltime / 1000000 AS TIMESTAMP) ts, COUNT(*) c FROM ${name}.meters`,
    );
    const copy = bench.name('streams_copy');
    await bench.restore(await bench.backUp({ databases: [name] }), {
      rename: { [name]: copy },
      options: { streams: true },
    });
    const streams = await bench.query(
      `SELECT stream_name, \`sql\` FROM information_schema.ins_streams WHERE db_name = '${copy}' ORDER BY stream_name`,
    );
    expect(streams).toEqual(
      ['s1', 's2', 's3'].map(stream => [stream, expect.stringContaining(copy)]),
    );
    expect(streams.join()).not.toContain(`${name}.`);
  });
});

describe('objects of a server', () => {
  let bench: TestBench;

  beforeAll(async () => {
    // Everything of a server is backed up, so it has to be the test's own.
    const started = await startSimulator({ port: 0 });
    bench = await TestBench.start(undefined, {
      kind: 'simulator',
      connection: { url: started.url, user: 'root', password: 'taosdata' },
      close: () => started.close(),
    });
  });

  afterAll(() => bench.close());

  it('are statements to be run by hand, with a placeholder for the password', async () => {
    const database = await bench.createMeters('all');
    await bench.client.execute(`CREATE USER anna PASS 'Secret!123' SYSINFO 0`);
    await bench.client.execute(`GRANT READ ON ${database}.* TO anna`);
    await bench.client.execute(
      `GRANT WRITE ON ${database}.meters WITH number = 1 TO anna`,
    );
    const set = await bench.backUp({ all: true });
    const file = set.manifest.files.find(({ path }) =>
      /^schemas\/server.*\.sql$/.test(path),
    )!;
    const sql = await text(
      await set.read(file.path, { signal: new AbortController().signal }),
    );
    expect(sql).toContain("CREATE USER `anna` PASS '<password>' SYSINFO 0;");
    expect(sql).toContain(`GRANT READ ON \`${database}\`.* TO \`anna\`;`);
    expect(sql).toContain(
      `GRANT WRITE ON \`${database}\`.\`meters\` WITH (\`number\` = 1) TO \`anna\`;`,
    );
    expect(set.manifest.limitations).toEqual([
      "Passwords are not in the backup: create the users 'anna' and their grants by hand, with the statements in schemas/server.sql",
    ]);
    expect(set.manifest.facts).toMatchObject({
      objects: [
        { kind: 'user', name: 'anna', byHand: true },
        { kind: 'grant', byHand: true },
        { kind: 'grant', byHand: true },
      ],
    });
    const some = await bench.backUp({ databases: [database] });
    expect(some.manifest.limitations).toEqual([
      "User 'anna' is not in the backup",
    ]);
  });
});
