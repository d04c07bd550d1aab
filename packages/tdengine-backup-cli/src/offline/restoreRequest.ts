import {
  BackupManifest,
  RestoreConflictMode,
  RestoreRequest,
} from 'backstage-plugin-tdengine-backup-node';
import { JsonValue } from '@backstage/types';
import { CliError } from '../cli/CliError';
import { selectionOf } from './selectTables';

/** What is restored, and how; from options of the command line. */
export interface RestoreSelectionOptions {
  tables?: string[];
  databases?: string[];
  /** The new name of the one database. */
  into?: string;
  /** `a=b` each. */
  rename?: string[];
  from?: string;
  until?: string;
  onConflict: RestoreConflictMode;
  parallelism: number;
  batchSize: number;
}

/** @throws CliError of usage, naming the option */
export function toRestoreRequest(
  manifest: BackupManifest,
  instance: string,
  options: RestoreSelectionOptions,
): RestoreRequest {
  const selection = selectionOf(manifest, options);
  return {
    instance,
    ...(selection && { selection: selection as unknown as JsonValue }),
    rename: readRename(manifest, options),
    ...((options.from ?? options.until) !== undefined && {
      timeRange: {
        from: readInstant('--from', options.from),
        to: readInstant('--until', options.until),
      },
    }),
    conflict: options.onConflict,
    batchSize: options.batchSize,
    parallelism: options.parallelism,
  };
}

/** The databases to be written under another name. */
export function readRename(
  { databases }: { databases: readonly string[] },
  options: Pick<RestoreSelectionOptions, 'into' | 'rename' | 'databases'>,
): Record<string, string> | undefined {
  const rename: Record<string, string> = Object.create(null);
  for (const pair of options.rename ?? []) {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1) {
      throw CliError.usage(`--rename has to be old=new, not '${pair}'`);
    }
    rename[pair.slice(0, at)] = pair.slice(at + 1);
  }
  if (options.into !== undefined) {
    const chosen = options.databases ?? databases;
    if (chosen.length !== 1) {
      throw CliError.usage(
        `--into renames one database, and there are ${chosen.length}: use --rename old=new for each of them`,
      );
    }
    rename[chosen[0]] = options.into;
  }
  return Object.keys(rename).length > 0 ? { ...rename } : undefined;
}

/** An instant with a zone, or a date or time in UTC. */
export function readInstant(
  option: string,
  text: string | undefined,
): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const isZoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  const instant = new Date(isZoned || !text.includes('T') ? text : `${text}Z`);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(instant.getTime())) {
    throw CliError.usage(
      `${option} has to be an instant such as 2026-01-31T12:00:00Z or a date, not '${text}'`,
    );
  }
  return instant.toISOString();
}
