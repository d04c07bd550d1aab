import { z } from 'zod/v3';

export const count = () =>
  z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
export const digest = () =>
  z.string().regex(/^[0-9a-f]{64}$/, 'has to be a SHA-256 of 64 hex digits');
export const instant = () =>
  z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
      'has to be an ISO 8601 instant',
    );
export const text = () => z.string().min(1);
const jsonObject = () => z.record(z.string(), z.unknown());
const json = () =>
  z.unknown().refine(value => value !== undefined, 'is missing');

const fileSchema = z.object({
  id: text().describe('Unique over all backups.'),
  path: text().describe('Relative path of the file in this set.'),
  storedPath: text()
    .optional()
    .describe('Where it is stored, where it is enciphered.'),
  kind: z
    .enum(['schema', 'tables', 'rows', 'counts'])
    .describe('Definitions, table lists with tags, rows, or rows per table.'),
  unit: text().describe('The unit of work that wrote the file.'),
  size: count().describe('Stored bytes.'),
  contentSize: count()
    .optional()
    .describe('Bytes before encryption, where it is enciphered.'),
  rawSize: count().describe('Bytes before compression.'),
  rows: count().describe(
    'Rows of data; tables of a table list; 0 for other kinds.',
  ),
  contentDigest: digest().describe('SHA-256 of the bytes before encryption.'),
  storedDigest: digest().describe('SHA-256 of the bytes as stored.'),
  origin: z
    .object({
      backupId: text(),
      path: text(),
      keyId: text().optional(),
    })
    .describe('Where the file was first written.'),
});

const tableSchema = z.object({
  database: text(),
  stable: text().describe(
    "The super table's name, or the table's own for normal and virtual tables.",
  ),
  kind: z.enum(['superTable', 'normalTable', 'virtualTable']),
  tableCount: count().describe(
    'Child tables, empty ones included; 1 for others.',
  ),
  recordCount: count().describe('Rows in the files.'),
  sourceCount: z
    .object({ before: count(), after: count() })
    .describe('Rows at the source before and after they were read.'),
  fileName: z
    .string()
    .describe('The first of its data files; empty where it has none.'),
  files: z.array(text()).describe('All of its files, by path.'),
});

export const archiveSchema = z.object({
  file: text().describe('File name, in the same folder as this manifest.'),
  size: count(),
  sha256: digest(),
});

/**
 * The shape of `metadata.json`. Fields it does not name are allowed and ignored, so that a later writer of the same
 * format version can add some.
 *
 * @internal
 */
export const publishedMetadataSchema = z.object({
  formatVersion: z.literal(1),
  backupId: text(),
  name: text(),
  backupTime: instant().describe('When the backup began.'),
  kind: z.enum(['full', 'incremental', 'differential']),
  parentId: text()
    .optional()
    .describe('The backup this one continues, for kinds other than full.'),
  baseId: text()
    .optional()
    .describe('The full backup at the start of the chain.'),
  tdengineVersion: z.string().describe('The version of the server.'),
  source: z.object({
    type: text(),
    instance: text(),
    version: z.string(),
    edition: text().optional(),
  }),
  scope: json().describe('What the backup was asked to hold.'),
  window: z
    .object({ start: instant(), end: instant() })
    .describe('The instants between which the rows were read.'),
  position: z
    .unknown()
    .describe('Where a later incremental backup would go on.'),
  facts: jsonObject().describe('What the source noted of itself.'),
  dataFormat: text().describe('The format of the files of kind rows.'),
  packaging: z.enum(['folder', 'zip', 'tar.gz']),
  compression: z.object({
    algorithm: z.enum(['none', 'gzip', 'zstd']),
    level: z.number().int().min(0).max(9),
  }),
  databases: z.array(text()),
  tables: z.array(tableSchema),
  files: z.array(fileSchema),
  totals: z.object({
    rows: count(),
    tables: count(),
    rawSize: count(),
    size: count(),
  }),
  limitations: z
    .array(z.string())
    .describe('What could not be read and is not in the backup.'),
  archive: archiveSchema
    .optional()
    .describe('The packed set this manifest lies beside.'),
  manifestDigest: digest().describe(
    "SHA-256 of this file's bytes with these digits replaced by zeros.",
  ),
});
