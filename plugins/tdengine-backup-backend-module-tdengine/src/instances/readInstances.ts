import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { InputError } from '@backstage/errors';
import { TdengineInstance } from './TdengineInstance';

const KEY = 'tdengineBackup.instances';
const KNOWN_KEYS = [
  'name',
  'type',
  'title',
  'description',
  'url',
  'user',
  'password',
  'token',
  'tls',
  'writable',
  'timeouts',
  'maxConnections',
  'parallelism',
  'throttle',
];
const KNOWN_KEYS_WITHIN = {
  tls: ['ca', 'rejectUnauthorized'],
  timeouts: ['connect', 'idle', 'total'],
  throttle: ['rowsPerSecond', 'megabytesPerSecond'],
};
/** A scan over years of data may take minutes to its first block. */
const DEFAULT_IDLE_TIMEOUT_MS = 5 * 60_000;

/**
 * Reads the instances of type `tdengine` from `tdengineBackup.instances`; others belong to other sources.
 *
 * @throws InputError naming the key that is missing or wrong
 * @public
 */
export function readInstances(config: Config): TdengineInstance[] {
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  const names = new Set<string>();
  return entries.flatMap((entry, index) => {
    const key = `${KEY}[${index}]`;
    if ((optionalString(entry, 'type', key) ?? 'tdengine') !== 'tdengine') {
      return [];
    }
    const instance = readInstance(entry, key);
    if (names.has(instance.name)) {
      throw new InputError(
        `${key}.name: there are two instances called '${instance.name}'`,
      );
    }
    names.add(instance.name);
    return [instance];
  });
}

function readInstance(entry: Config, key: string): TdengineInstance {
  assertKnownKeys(entry, key, KNOWN_KEYS);
  for (const [field, known] of Object.entries(KNOWN_KEYS_WITHIN)) {
    assertKnownKeys(entry.getOptionalConfig(field), `${key}.${field}`, known);
  }
  const [name, url] = ['name', 'url'].map(field => {
    const value = optionalString(entry, field, key);
    if (value === undefined || value.trim() === '') {
      throw new InputError(`${key}.${field} is missing`);
    }
    return value;
  });
  checkUrl(url, `${key}.url`);
  const maxConnections = optionalCount(entry, 'maxConnections', key);
  const parallelism = optionalCount(entry, 'parallelism', key);
  const rowsPerSecond = optionalCount(entry, 'throttle.rowsPerSecond', key);
  const megabytesPerSecond = optionalCount(
    entry,
    'throttle.megabytesPerSecond',
    key,
  );
  const token = optionalString(entry, 'token', key);
  const connectTimeoutMs = optionalDuration(entry, 'timeouts.connect', key);
  const totalTimeoutMs = optionalDuration(entry, 'timeouts.total', key);
  const ca = optionalString(entry, 'tls.ca', key);
  const rejectUnauthorized = optionalBoolean(
    entry,
    'tls.rejectUnauthorized',
    key,
  );
  return {
    name,
    title: optionalString(entry, 'title', key),
    description: optionalString(entry, 'description', key),
    writable: optionalBoolean(entry, 'writable', key) ?? true,
    ...(parallelism && { parallelism }),
    ...((rowsPerSecond || megabytesPerSecond) && {
      throttle: { rowsPerSecond, megabytesPerSecond },
    }),
    connection: {
      url,
      ...(token === undefined
        ? {
            user: optionalString(entry, 'user', key) ?? 'root',
            password: optionalString(entry, 'password', key),
          }
        : { token }),
      ...((ca ?? rejectUnauthorized) !== undefined && {
        tls: { ca, rejectUnauthorized },
      }),
      ...(maxConnections && { maxConnections }),
      ...(connectTimeoutMs && { connectTimeoutMs }),
      ...(totalTimeoutMs && { totalTimeoutMs }),
      idleTimeoutMs:
        optionalDuration(entry, 'timeouts.idle', key) ??
        DEFAULT_IDLE_TIMEOUT_MS,
    },
  };
}

/** A misspelt protection must not be one that does not hold. */
function assertKnownKeys(
  entry: Config | undefined,
  key: string,
  known: readonly string[],
): void {
  const unknown = entry?.keys().find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `${key}.${unknown} is not known; there are ${known.join(', ')}`,
    );
  }
}

function checkUrl(url: string, key: string): void {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new InputError(`${key} is not an address such as http://host:6041`);
  }
  if (!['http:', 'https:'].includes(parsed.protocol)) {
    throw new InputError(
      `${key} has to begin with http:// or https://, the address of taosAdapter`,
    );
  }
  if (parsed.username || parsed.password || parsed.search) {
    throw new InputError(
      `${key} must hold no credentials; put them in user and password, or token`,
    );
  }
}

function optionalString(
  entry: Config,
  field: string,
  key: string,
): string | undefined {
  return checked(() => entry.getOptionalString(field), `${key}.${field}`);
}

function optionalBoolean(
  entry: Config,
  field: string,
  key: string,
): boolean | undefined {
  return checked(() => entry.getOptionalBoolean(field), `${key}.${field}`);
}

function optionalCount(
  entry: Config,
  field: string,
  key: string,
): number | undefined {
  const name = `${key}.${field}`;
  const value = checked(() => entry.getOptionalNumber(field), name);
  if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
    throw new InputError(`${name} has to be a whole number of at least 1`);
  }
  return value;
}

function optionalDuration(
  entry: Config,
  field: string,
  key: string,
): number | undefined {
  return entry.has(field)
    ? checked(
        () =>
          durationToMilliseconds(readDurationFromConfig(entry, { key: field })),
        `${key}.${field}`,
      )
    : undefined;
}

function checked<T>(read: () => T, key: string): T {
  try {
    return read();
  } catch (error) {
    // The configuration's own messages may quote the value, which may be a secret.
    throw new InputError(`${key} is not what is expected there`);
  }
}
