import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe('a line of a table list that a stranger wrote', () => {
  let bench: TestBench;
  let victim: string;
  let database: string;
  let set: BackupSetReader;

  beforeAll(async () => {
    bench = await TestBench.start();
    victim = await bench.createMeters('victim');
    database = await bench.createMeters('src');
    set = await bench.backUp(
      { databases: [database] },
      { format: 'csv', compression: { algorithm: 'none', level: 0 } },
    );
  });

  afterEach(() =>
    bench.client.execute(`DROP DATABASE IF EXISTS ${bench.name('copy')}`),
  );

  afterAll(() => bench.close());

  const planted = () =>
    `IF NOT EXISTS \`${victim}\`.\`planted\` USING \`${victim}\`.\`meters\` (\`site\`,\`number\`) TAGS ('evil',666`;

  it.each<[string, () => unknown[]]>([
    [
      'a comment that is a list',
      () => ['m3', ['北京', 1], { comment: [`x' ${planted()}) COMMENT 'y`] }],
    ],
    [
      'tags that are lists, behind the tags',
      () => ['m3', ['北京', 1], { tags: ['x', [`1) ${planted()}`]] }],
    ],
    [
      'a TTL that is text',
      () => ['m3', ['a\0b', 1], { ttl: `7 COMMENT 'owned'` }],
    ],
    ['another name behind the name', () => ['m3', ['北京', 1], { name: 'm9' }]],
    [
      'a name with a database, in a statement',
      () => [`${victim}.planted`, ['evil', 666]],
    ],
    ['a name that ends taosAdapter', () => ['a`b*cc', ['evil', 666]]],
    [
      'a name with a database, in a bind',
      () => [`${victim}.planted`, ['a\0b', 666]],
    ],
  ])('creates no table elsewhere: %s', async (_, line) => {
    const error = await bench
      .restore(replaceLine(set, 'm3', JSON.stringify(line())), {
        rename: { [database]: bench.name('copy') },
      })
      .catch(reason => reason);
    expect(await tables(victim)).toEqual(['m1', 'm2', 'm3']);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toMatch(
      /Line \d of the table list cannot be read|cannot contain '\.'|cannot be the name of a table|ends taosAdapter/,
    );
  });

  async function tables(of: string): Promise<unknown[]> {
    const rows = await bench.query(
      `SELECT table_name FROM information_schema.ins_tables WHERE db_name = '${of}' AND stable_name = 'meters' ORDER BY table_name`,
    );
    return rows.map(([name]) => name);
  }
});

/** The line of a child table replaced in all table lists of a set that is not compressed. */
function replaceLine(
  set: BackupSetReader,
  table: string,
  line: string,
): BackupSetReader {
  return {
    manifest: {
      ...set.manifest,
      files: set.manifest.files.map(file => ({
        ...file,
        rawSize: file.rawSize + Buffer.byteLength(line),
      })),
    },
    size: (path, options) => set.size(path, options),
    close: () => set.close(),
    read: async (path, options) => {
      const content = await set.read(path, options);
      if (!path.endsWith('.jsonl')) {
        return content;
      }
      const lines = (await text(content)).split('\n');
      const changed = lines.map(own =>
        own.startsWith(`["${table}"`) ? line : own,
      );
      return Readable.from([Buffer.from(changed.join('\n'))]);
    },
  };
}
