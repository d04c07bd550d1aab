import type { TokenStream } from './TokenStream';

/** An option as written, by its name in lower case: numbers, durations and strings as text. */
export type OptionClauses = Map<string, string[]>;

export interface CreateDatabase {
  kind: 'createDatabase';
  name: string;
  ifNotExists: boolean;
  options: OptionClauses;
}

export interface AlterDatabase {
  kind: 'alterDatabase';
  name: string;
  options: OptionClauses;
}

export interface DropDatabase {
  kind: 'dropDatabase';
  name: string;
  ifExists: boolean;
}

export interface UseDatabase {
  kind: 'use';
  name: string;
}

export interface FlushDatabase {
  kind: 'flush';
  name: string;
}

/** Options ALTER DATABASE knows. */
const ALTERABLE = [
  'buffer',
  'cachemodel',
  'cachesize',
  'wal_fsync_period',
  'keep',
  'pages',
  'replica',
  'wal_level',
  'stt_trigger',
  'minrows',
  'wal_retention_period',
  'wal_retention_size',
  'ss_keeplocal',
  'ss_compact',
  'keep_time_offset',
  'encrypt_algorithm',
  'compact_interval',
  'compact_time_range',
  'compact_time_offset',
];

/** Options CREATE DATABASE knows, beside those ALTER knows. */
const CREATABLE = [
  ...ALTERABLE,
  'comp',
  'duration',
  'maxrows',
  'pagesize',
  'tsdb_pagesize',
  'precision',
  'vgroups',
  'single_stable',
  'retentions',
  'wal_roll_period',
  'wal_segment_size',
  'table_prefix',
  'table_suffix',
  'ss_chunkpages',
  'strict',
];

/** The stream stands behind CREATE DATABASE. */
export function parseCreateDatabase(stream: TokenStream): CreateDatabase {
  const ifNotExists = stream.acceptWords('if', 'not', 'exists');
  const name = stream.name();
  const options = parseOptions(stream, CREATABLE);
  return { kind: 'createDatabase', name, ifNotExists, options };
}

/** The stream stands behind ALTER DATABASE. */
export function parseAlterDatabase(stream: TokenStream): AlterDatabase {
  const name = stream.name();
  if (stream.atEnd()) {
    throw stream.error();
  }
  const options = parseOptions(stream, ALTERABLE);
  return { kind: 'alterDatabase', name, options };
}

/** The stream stands behind DROP DATABASE. */
export function parseDropDatabase(stream: TokenStream): DropDatabase {
  const ifExists = stream.acceptWords('if', 'exists');
  const name = stream.name();
  stream.acceptWord('force');
  return { kind: 'dropDatabase', name, ifExists };
}

function parseOptions(stream: TokenStream, known: string[]): OptionClauses {
  const options: OptionClauses = new Map();
  while (stream.isWord(...known)) {
    const name = stream.next().text;
    options.set(
      name,
      stream.items(() => parseOptionValue(stream)),
    );
  }
  return options;
}

function parseOptionValue(stream: TokenStream): string {
  const sign = stream.acceptSymbol('-') ? '-' : '';
  const { kind, text } = stream.token;
  if (kind === 'integer' || kind === 'duration' || kind === 'string') {
    stream.next();
    return sign + text;
  }
  throw stream.error();
}
