import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { encryptedSetHeaderSchema } from './encryption/EncryptedSetHeader';
import { BackupManifest } from './BackupManifest';
import { publishedMetadataSchema } from './manifestSchema';
import { serializeManifest } from './serializeManifest';

const PATH = resolvePackagePath(
  'backstage-plugin-tdengine-backup-node',
  'schema/metadata.schema.json',
);
const DIGEST = '0f'.repeat(32);

const manifest: BackupManifest = {
  formatVersion: 1,
  backupId: 'b1',
  name: 'nightly',
  backupTime: '2026-01-02T03:04:05Z',
  kind: 'full',
  tdengineVersion: '3.3.7.5',
  source: { type: 'tdengine', instance: 'plant', version: '3.3.7.5' },
  scope: { all: true },
  window: { start: '2026-01-02T03:04:05Z', end: '2026-01-02T03:05:05Z' },
  facts: {},
  dataFormat: 'native',
  packaging: 'zip',
  compression: { algorithm: 'zstd', level: 6 },
  databases: ['power'],
  tables: [
    {
      database: 'power',
      stable: 'meters',
      kind: 'superTable',
      tableCount: 2,
      recordCount: 3,
      sourceCount: { before: 3, after: 3 },
      fileName: 'power/meters/a.tdb',
      files: ['power/meters/a.tdb'],
    },
  ],
  files: [
    {
      id: 'f1',
      path: 'power/meters/a.tdb',
      kind: 'rows',
      unit: 'u1',
      size: 10,
      rawSize: 20,
      rows: 3,
      contentDigest: DIGEST,
      storedDigest: DIGEST,
      origin: { backupId: 'b1', path: 'power/meters/a.tdb' },
    },
  ],
  totals: { rows: 3, tables: 2, rawSize: 20, size: 10 },
  limitations: [],
};

/**
 * The checked-in schema for readers in other languages. After a change of the manifest it is written anew by running
 * this file's tests with UPDATE_SCHEMA=1.
 */
describe.each([
  {
    path: 'metadata.schema.json',
    title: 'metadata.json of a TDengine Backup set, format version 1',
    schema: publishedMetadataSchema,
  },
  {
    path: 'encrypted-metadata.schema.json',
    title:
      'metadata.json of an encrypted TDengine Backup set, format version 1',
    schema: encryptedSetHeaderSchema,
  },
])('$path', ({ path: name, title, schema }) => {
  const path = resolvePackagePath(
    'backstage-plugin-tdengine-backup-node',
    'schema',
    name,
  );

  function generate(): object {
    return {
      title,
      ...zodToJsonSchema(schema, {
        $refStrategy: 'none',
        removeAdditionalStrategy: 'strict',
      }),
    };
  }

  beforeAll(() => {
    if (process.env.UPDATE_SCHEMA) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${JSON.stringify(generate(), undefined, 2)}\n`);
    }
  });

  it('is what the reader checks', () => {
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(generate());
  });
});

describe('metadata.schema.json', () => {
  let validate: ValidateFunction;

  beforeAll(() => {
    validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(PATH, 'utf8')),
    );
  });

  function published(changes: object): unknown {
    const { bytes } = serializeManifest({
      ...manifest,
      ...changes,
    } as BackupManifest);
    return JSON.parse(bytes.toString());
  }

  it.each([
    {},
    { parentId: 'b0', baseId: 'b0', kind: 'incremental' },
    { position: [1, 2] },
    { addedLater: true },
    { tables: [], files: [], databases: [] },
    { archive: undefined },
  ])('takes what the reader takes: %j', changes => {
    const value = published(changes);
    expect(publishedMetadataSchema.safeParse(value).success).toBe(true);
    expect(validate(value)).toBe(true);
  });

  it.each([
    { formatVersion: 2 },
    { backupId: '' },
    { name: undefined },
    { backupTime: 'now' },
    { kind: 'partial' },
    { scope: undefined },
    { source: { type: 'tdengine' } },
    { compression: { algorithm: 'zstd', level: 11 } },
    { files: [{ ...manifest.files[0], storedDigest: 'x' }] },
    { files: [{ ...manifest.files[0], rows: -1 }] },
    { files: [{ ...manifest.files[0], origin: {} }] },
    { tables: [{ ...manifest.tables[0], files: 'a' }] },
    { totals: { ...manifest.totals, rows: 0.5 } },
    { limitations: [5] },
  ])('refuses what the reader refuses: %j', changes => {
    const value = published(changes);
    expect(publishedMetadataSchema.safeParse(value).success).toBe(false);
    expect(validate(value)).toBe(false);
  });
});
