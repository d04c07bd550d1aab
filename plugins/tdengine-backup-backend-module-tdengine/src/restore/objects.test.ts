import { text } from 'node:stream/consumers';
import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { startSimulator } from 'tdengine-simulator';
import { TestBench } from '../__testUtils__/TestBench';

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
    const copy = bench.name('streams_copy');
    await bench.restore(await bench.backUp({ databases: [name] }), {
      rename: { [name]: copy },
      options: { streams: true },
    });
    const streams = await bench.query(
      `SELECT stream_name, \`sql\` FROM information_schema.ins_streams WHERE db_name = '${copy}'`,
    );
    expect(streams).toEqual([['s1', expect.stringContaining(copy)]]);
    expect(streams[0][1]).not.toContain(`${name}.`);
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
