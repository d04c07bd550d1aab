import { createHash } from 'node:crypto';
import { BackupManifest } from './BackupManifest';
import { MAXIMUM_METADATA_BYTES } from './metadataLimits';
import { parseManifest, parseMetadata } from './parseManifest';
import { serializeManifest } from './serializeManifest';

// Other work on the machine must not make it fail.
jest.setTimeout(240_000);

const from = 'metadata.json';
const DIGEST = 'ab'.repeat(32);
const ZEROS = '0'.repeat(64);
const INSTANT = '2026-01-02T03:04:05Z';

/** As somebody would write it who knows how the digest is made. */
function sealed(fields: string): Buffer {
  const bytes = Buffer.from(
    `{"formatVersion":1,${fields},"manifestDigest":"${ZEROS}"}`,
  );
  const digest = createHash('sha256').update(bytes).digest('hex');
  bytes.write(digest, bytes.lastIndexOf(ZEROS), 'latin1');
  return bytes;
}

function listOf(item: string, bytes = MAXIMUM_METADATA_BYTES - 1_000): string {
  return `[${Array(Math.floor(bytes / (item.length + 1)))
    .fill(item)
    .join(',')}]`;
}

function numbered(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(',');
}

/** What it took: seconds of the processor, so that others on the machine do not count, and bytes beyond the highest before. */
function measure(action: () => void): { seconds: number; bytes: number } {
  const memory = process.resourceUsage().maxRSS;
  const cpu = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (user + system) / 1e6,
    bytes: (process.resourceUsage().maxRSS - memory) * 1024,
  };
}

describe('a metadata.json of a stranger', () => {
  it.each<[string, () => Buffer]>([
    ['empty lists', () => sealed(`"x":${listOf('[]')}`)],
    ['empty objects', () => sealed(`"x":${listOf('{}')}`)],
    ['empty files', () => sealed(`"files":${listOf('{}')}`)],
    ['numbers', () => sealed(`"databases":${listOf('1')}`)],
    ['depth', () => sealed(`"x":${'['.repeat(101)}1${']'.repeat(101)}`)],
    [
      'objects of ever other fields',
      () => sealed(`"x":[${numbered(700_000, n => `{"k${n}":1,"l${n}":2}`)}]`),
    ],
    [
      'an object of many fields',
      () => sealed(`"x":{${numbered(2_000_000, n => `"k${n}":1`)}}`),
    ],
  ])('is refused before it takes memory or time: %s', (_, make) => {
    const bytes = make();
    const { seconds, bytes: taken } = measure(() =>
      expect(() => parseManifest(bytes, { from })).toThrow(
        expect.objectContaining({
          name: 'DamagedBackupError',
          message: expect.stringContaining('it has more than'),
        }),
      ),
    );
    expect(seconds).toBeLessThan(3);
    expect(taken).toBeLessThan(256 * 2 ** 20);
  });

  it.each<[string, string]>([
    ['files', `"files":${listOf('{}', 2_000_000)}`],
    ['databases', `"databases":${listOf('1', 5_000_000)}`],
    ['limitations', `"limitations":${listOf('1', 5_000_000)}`],
    [
      'files of a table',
      `"tables":[{"database":"d","stable":"s","files":${listOf(
        '1',
        5_000_000,
      )}}]`,
    ],
  ])('is refused by its first fault, not by all of them: %s', (_, fields) => {
    const [name] = JSON.parse(`[${fields.split(':')[0]}]`);
    const { manifestDigest, ...valid } = JSON.parse(
      smallest().bytes.toString(),
    );
    delete valid[name];
    const bytes = sealed(
      `${JSON.stringify({ ...valid, formatVersion: undefined }).slice(
        1,
        -1,
      )},${fields}`,
    );
    const { seconds, bytes: taken } = measure(() =>
      expect(() => parseManifest(bytes, { from })).toThrow(
        `is not a backup manifest: ${name}[0]`,
      ),
    );
    expect(seconds).toBeLessThan(5);
    expect(taken).toBeLessThan(512 * 2 ** 20);
  });

  it('is refused where a key in it is one long text', async () => {
    const wrapped = 'A'.repeat(60_000_000);
    const bytes = sealed(
      `"backupId":"b","backupTime":"${INSTANT}","packaging":"folder","encryption":{"construction":"cobblestone-256","keys":[{"keyId":"k","type":"secret","wrapped":"${wrapped}"}]},"manifest":{"path":"m","size":1,"sha256":"${DIGEST}"},"files":[]`,
    );
    await expect(parseMetadata(bytes, { from })).rejects.toMatchObject({
      name: 'DamagedBackupError',
      message: expect.stringContaining(
        'encryption.keys[0].wrapped: has to be base64',
      ),
    });
  });

  it('is refused where it is too large', () => {
    const bytes = Buffer.alloc(MAXIMUM_METADATA_BYTES + 1, ' ');
    expect(() => parseManifest(bytes, { from })).toThrow(
      `'${from}' is larger than the 67108864 bytes it may have`,
    );
  });

  it('takes texts that look like JSON for texts', () => {
    const name = `${'[{'.repeat(1_000)}\\"${',:'.repeat(1_000)}\\`;
    const { bytes } = smallest({ name });
    expect(parseManifest(bytes, { from }).name).toBe(name);
  });
});

describe('the manifest of a large backup', () => {
  afterEach(() => jest.restoreAllMocks());

  function large() {
    const path = (index: number) =>
      `power_of_the_plant/meters_of_the_hall/vg2-20260101T000000-${index}-a1.tdb.zst`;
    const files = Array.from({ length: 10_000 }, (_, index) => ({
      id: `7d0c1a52-1234-4234-8234-123456789abc/${index}`,
      path: path(index),
      kind: 'rows' as const,
      unit: `power_of_the_plant/meters_of_the_hall/vg2/${index}`,
      size: 33_554_432,
      rawSize: 133_554_432,
      rows: 1_234_567,
      contentDigest: DIGEST,
      storedDigest: DIGEST,
      origin: { backupId: 'b1', path: path(index) },
    }));
    const tables = Array.from({ length: 100_000 }, (_, index) => ({
      database: 'power_of_the_plant',
      stable: `table_of_the_hall_${index}`,
      kind: 'normalTable' as const,
      tableCount: 1,
      recordCount: 1_234,
      sourceCount: { before: 1_234, after: 1_234 },
      fileName: path(index % 10_000),
      files: [path(index % 10_000)],
    }));
    return { files, tables, bytes: smallest({ files, tables }).bytes };
  }

  it('is read, with 10,000 files and 100,000 tables', () => {
    const { files, tables, bytes } = large();
    let read: BackupManifest | undefined;
    const { seconds } = measure(() => {
      read = parseManifest(bytes, { from });
    });
    expect(read).toMatchObject({ files, tables });
    expect(bytes.byteLength).toBeLessThan(0.6 * MAXIMUM_METADATA_BYTES);
    expect(seconds).toBeLessThan(15);
  });

  it('keeps others waiting for its parts only', async () => {
    const { bytes } = large();
    let turns = 0;
    let isRead = false;
    const others = async () => {
      while (!isRead) {
        turns++;
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    const waiting = others();
    await parseMetadata(bytes, { from });
    isRead = true;
    await waiting;
    expect(turns).toBeGreaterThan(20);
  });

  it('is read behind another large one, and a small one beside them', async () => {
    const { bytes } = large();
    const order: string[] = [];
    const parse = JSON.parse;
    jest.spyOn(JSON, 'parse').mockImplementation((text, ...more) => {
      order.push(text.length > 1_000_000 ? 'begins' : 'small');
      return parse(text, ...more);
    });
    const read = async (content: Buffer, ends: string) => {
      await parseMetadata(content, { from });
      order.push(ends);
    };
    await Promise.all([
      read(bytes, 'ends'),
      read(bytes, 'ends'),
      read(smallest().bytes, 'small ends'),
    ]);
    expect(order).toEqual([
      'small',
      'small ends',
      'begins',
      'ends',
      'begins',
      'ends',
    ]);
  });

  it('is not written where nobody could read it, and says what to do', () => {
    const limitations = Array(70).fill('x'.repeat(2 ** 20));
    expect(() => smallest({ limitations })).toThrow(
      /divide it into several backups/,
    );
  });
});

function smallest(changes: Partial<BackupManifest> = {}) {
  const { files = [], tables = [] } = changes;
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  return serializeManifest({
    formatVersion: 1,
    backupId: 'b1',
    name: 'nightly',
    backupTime: INSTANT,
    kind: 'full',
    tdengineVersion: '3.3.7.5',
    source: { type: 'tdengine', instance: 'plant', version: '3.3.7.5' },
    scope: { all: true },
    window: { start: INSTANT, end: INSTANT },
    facts: {},
    dataFormat: 'native',
    packaging: 'folder',
    compression: { algorithm: 'none', level: 0 },
    databases: ['power_of_the_plant'],
    tables: [],
    files: [],
    totals: {
      rows: sum(files.map(({ rows }) => rows)),
      tables: sum(tables.map(({ tableCount }) => tableCount)),
      rawSize: sum(files.map(({ rawSize }) => rawSize)),
      size: sum(files.map(({ size }) => size)),
    },
    limitations: [],
    ...changes,
  });
}
