import { SqlError } from '../../SqlError';
import type { OptionClauses } from '../../sql/databases';
import {
  defaultDatabaseOptions,
  type DatabaseOptions,
} from '../../storage/DatabaseOptions';
import { PRECISIONS } from '../../types/timestamps';
import type { Precision } from 'tdengine-client';

/** Numbers and the range TDengine takes them from. */
const RANGES: Partial<Record<keyof DatabaseOptions, [number, number]>> = {
  vgroups: [1, 1024],
  buffer: [3, 16_384],
  cachesize: [1, 65_536],
  comp: [0, 2],
  maxrows: [10, 1_000_000],
  minrows: [10, 1_000_000],
  pages: [64, 16_384],
  pagesize: [1, 16_384],
  tsdb_pagesize: [1, 16_384],
  replica: [1, 3],
  wal_level: [0, 2],
  wal_fsync_period: [0, 180_000],
  wal_retention_period: [-1, 2_147_483_647],
  wal_retention_size: [-1, 2_147_483_647],
  single_stable: [0, 1],
  stt_trigger: [1, 16],
  table_prefix: [-191, 191],
  table_suffix: [-191, 191],
  keep_time_offset: [0, 23],
  ss_chunkpages: [131_072, 1_048_576],
  ss_compact: [0, 1],
};

const CACHE_MODELS = ['none', 'last_row', 'last_value', 'both'];
const ENCRYPTIONS = ['none', 'sm4'];

/** Most minutes a database can keep rows. */
const LONGEST_KEEP = 525_600_000;

const MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10_080 };

/** Options that are accepted and mean nothing here. */
const IGNORED = ['strict', 'retentions', 'wal_roll_period', 'wal_segment_size'];

/**
 * Applies the options of CREATE or ALTER DATABASE.
 *
 * @throws SqlError where a value is out of range
 */
export function applyOptions(
  clauses: OptionClauses,
  base: DatabaseOptions = defaultDatabaseOptions(),
): DatabaseOptions {
  const options = { ...base };
  for (const [name, values] of clauses) {
    applyOption(options, name, values);
  }
  requireKeep(options.keep);
  if (options.keep[0] < 3 * options.duration || !isAscending(options.keep)) {
    throw invalid(
      'Invalid duration value, should be keep2 >= keep1 >= keep0 >= 3 * duration',
    );
  }
  return options;
}

function applyOption(
  options: DatabaseOptions,
  name: string,
  values: string[],
): void {
  const [value] = values;
  switch (name) {
    case 'precision':
      options.precision = oneOf(name, value, PRECISIONS) as Precision;
      break;
    case 'cachemodel':
      options.cachemodel = oneOf(name, value, CACHE_MODELS);
      break;
    case 'encrypt_algorithm':
      options.encrypt_algorithm = oneOf(name, value, ENCRYPTIONS);
      break;
    case 'keep':
      options.keep = keepOf(values);
      break;
    case 'duration':
      options.duration = minutesOf(value, 'd');
      break;
    case 'ss_keeplocal':
      options.ss_keeplocal = minutesOf(value, 'd');
      break;
    case 'compact_interval':
      options.compact_interval = minutesOf(value, 'm');
      break;
    case 'compact_time_offset':
      options.compact_time_offset = minutesOf(value, 'h');
      break;
    case 'compact_time_range':
      options.compact_time_range = [
        minutesOf(values[0], 'm'),
        minutesOf(values[1] ?? values[0], 'm'),
      ];
      break;
    default:
      if (!IGNORED.includes(name)) {
        applyNumber(options, name as keyof DatabaseOptions, value);
      }
  }
}

function applyNumber(
  options: DatabaseOptions,
  name: keyof DatabaseOptions,
  value: string,
): void {
  const [least, greatest] = RANGES[name]!;
  const number = Number(value);
  if (!(number >= least && number <= greatest)) {
    throw invalid(
      `Invalid option ${name}: ${value}, valid range: [${least}, ${greatest}]`,
    );
  }
  Object.assign(options, { [name]: number });
}

function oneOf(
  name: string,
  value: string,
  allowed: readonly string[],
): string {
  if (!allowed.includes(value)) {
    throw invalid(`Invalid option ${name}: ${value}`);
  }
  return value;
}

/** One to three times; those that are missing are the last one given. */
function keepOf(values: string[]): [number, number, number] {
  const [first, second = first, third = second] = values.map(value =>
    minutesOf(value, 'd'),
  );
  return [first, second, third];
}

function minutesOf(value: string, unit: string): number {
  const match = /^(-?\d+)([mhdw]?)$/i.exec(value);
  if (!match) {
    throw invalid(`Invalid option value: ${value}`);
  }
  return Number(match[1]) * MINUTES[(match[2] || unit).toLowerCase()];
}

function requireKeep(keep: DatabaseOptions['keep']): void {
  if (keep.some(minutes => minutes < 1440 || minutes > LONGEST_KEEP)) {
    throw invalid(
      `Invalid option keep: ${keep.join(
        ', ',
      )} valid range: [1440m, ${LONGEST_KEEP}m]`,
    );
  }
}

function isAscending([first, second, third]: number[]): boolean {
  return first <= second && second <= third;
}

function invalid(message: string): SqlError {
  return new SqlError(0x2619, message);
}
