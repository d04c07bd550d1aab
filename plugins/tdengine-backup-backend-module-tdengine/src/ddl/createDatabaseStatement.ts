import { quoteIdentifier, quoteString } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';

type OptionValue = string | number | boolean;

interface OptionRule {
  /** In `information_schema.ins_databases`. */
  column: string;
  keyword: string;
  format: 'number' | 'quoted' | 'durations' | 'boolean';
  /** The value the server takes by itself; left out so that servers without the option do not stumble over it. */
  omit?: OptionValue;
  /** A database without it would not be the same to those who use it. */
  required?: true;
}

/**
 * Options of `CREATE DATABASE`; those that came with later releases last, as the first to be given up where a server
 * does not know them. `S3_` became `SS_` in 3.3.7.
 */
const RULES: readonly OptionRule[] = [
  {
    column: 'precision',
    keyword: 'PRECISION',
    format: 'quoted',
    required: true,
  },
  { column: 'keep', keyword: 'KEEP', format: 'durations', required: true },
  {
    column: 'duration',
    keyword: 'DURATION',
    format: 'durations',
    required: true,
  },
  { column: 'vgroups', keyword: 'VGROUPS', format: 'number', required: true },
  { column: 'replica', keyword: 'REPLICA', format: 'number', required: true },
  { column: 'single_stable', keyword: 'SINGLE_STABLE', format: 'boolean' },
  { column: 'buffer', keyword: 'BUFFER', format: 'number' },
  { column: 'pagesize', keyword: 'PAGESIZE', format: 'number' },
  { column: 'pages', keyword: 'PAGES', format: 'number' },
  { column: 'minrows', keyword: 'MINROWS', format: 'number' },
  { column: 'maxrows', keyword: 'MAXROWS', format: 'number' },
  { column: 'comp', keyword: 'COMP', format: 'number' },
  { column: 'cachemodel', keyword: 'CACHEMODEL', format: 'quoted' },
  { column: 'cachesize', keyword: 'CACHESIZE', format: 'number' },
  { column: 'wal_level', keyword: 'WAL_LEVEL', format: 'number' },
  { column: 'wal_fsync_period', keyword: 'WAL_FSYNC_PERIOD', format: 'number' },
  {
    column: 'wal_retention_period',
    keyword: 'WAL_RETENTION_PERIOD',
    format: 'number',
  },
  {
    column: 'wal_retention_size',
    keyword: 'WAL_RETENTION_SIZE',
    format: 'number',
  },
  { column: 'stt_trigger', keyword: 'STT_TRIGGER', format: 'number' },
  {
    column: 'table_prefix',
    keyword: 'TABLE_PREFIX',
    format: 'number',
    omit: 0,
  },
  {
    column: 'table_suffix',
    keyword: 'TABLE_SUFFIX',
    format: 'number',
    omit: 0,
  },
  { column: 'tsdb_pagesize', keyword: 'TSDB_PAGESIZE', format: 'number' },
  {
    column: 'keep_time_offset',
    keyword: 'KEEP_TIME_OFFSET',
    format: 'number',
    omit: 0,
  },
  {
    column: 'encrypt_algorithm',
    keyword: 'ENCRYPT_ALGORITHM',
    format: 'quoted',
    omit: 'none',
  },
  {
    column: 's3_chunkpages',
    keyword: 'S3_CHUNKPAGES',
    format: 'number',
    omit: 131072,
  },
  {
    column: 's3_keeplocal',
    keyword: 'S3_KEEPLOCAL',
    format: 'durations',
    omit: '525600m',
  },
  { column: 's3_compact', keyword: 'S3_COMPACT', format: 'number', omit: 1 },
  {
    column: 'ss_chunkpages',
    keyword: 'SS_CHUNKPAGES',
    format: 'number',
    omit: 131072,
  },
  {
    column: 'ss_keeplocal',
    keyword: 'SS_KEEPLOCAL',
    format: 'durations',
    omit: '525600m',
  },
  { column: 'ss_compact', keyword: 'SS_COMPACT', format: 'number', omit: 1 },
  {
    column: 'compact_interval',
    keyword: 'COMPACT_INTERVAL',
    format: 'durations',
    omit: '0d',
  },
  {
    column: 'compact_time_range',
    keyword: 'COMPACT_TIME_RANGE',
    format: 'durations',
    omit: '0d,0d',
  },
  {
    column: 'compact_time_offset',
    keyword: 'COMPACT_TIME_OFFSET',
    format: 'durations',
    omit: '0h',
  },
];

/** Columns that are facts and not options, or that no statement sets. */
const FACTS: ReadonlySet<string> = new Set([
  'name',
  'create_time',
  'ntables',
  'status',
  'strict',
  'with_arbitrator',
]);

/**
 * One option of `CREATE DATABASE`.
 *
 * @internal
 */
export interface DatabaseOption {
  keyword: string;
  /** As in SQL. */
  value: string;
  required: boolean;
}

/**
 * The options of a database as clauses of `CREATE DATABASE`.
 *
 * @param overrides - values by column, such as the vgroups of a smaller target
 * @returns also the columns that are set in the backup and that no clause stands for
 * @internal
 */
export function databaseOptions(
  schema: DatabaseSchema,
  overrides: Record<string, OptionValue> = {},
): { options: DatabaseOption[]; unknown: string[] } {
  const values = { ...schema.options, ...overrides };
  const options = RULES.flatMap(rule => {
    const value = values[rule.column];
    if (value === undefined || value === rule.omit) {
      return [];
    }
    const { keyword, required = false } = rule;
    return [{ keyword, value: formatOption(rule, value), required }];
  });
  const known = new Set(RULES.map(({ column }) => column));
  const unknown = Object.keys(values).filter(
    column => !known.has(column) && !FACTS.has(column),
  );
  return { options, unknown };
}

/**
 * `CREATE DATABASE`, without `IF NOT EXISTS`: who creates has to know that it was not there.
 *
 * @internal
 */
export function createDatabaseStatement(
  database: string,
  options: readonly DatabaseOption[],
): string {
  const clauses = options.map(({ keyword, value }) => `${keyword} ${value}`);
  return ['CREATE DATABASE', quoteIdentifier(database), ...clauses].join(' ');
}

function formatOption(
  { column, format }: OptionRule,
  value: OptionValue,
): string {
  switch (format) {
    case 'quoted':
      return quoteString(String(value));
    case 'boolean':
      return value === true || value === 1 ? '1' : '0';
    case 'durations':
      // It goes into the statement as it is, and it comes from a file.
      if (!/^-?\d+[a-z]?(,-?\d+[a-z]?)*$/.test(String(value))) {
        throw new TypeError(
          `Option ${column} of the backup is not a duration: ${value}`,
        );
      }
      return String(value);
    default:
      if (!Number.isSafeInteger(Number(value))) {
        throw new TypeError(
          `Option ${column} of the backup is not a number: ${value}`,
        );
      }
      return String(Number(value));
  }
}
