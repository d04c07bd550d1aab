import {
  describeError,
  BackupManifest,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { exitCodes } from '../cli/exitCodes';
import { PlacedSet } from './Place';

/** What a list says of a set. Without the key of an encrypted one most is not known. */
export interface SetSummary {
  location: string;
  id?: string;
  name?: string;
  /** ISO 8601. */
  time?: string;
  kind?: string;
  packaging?: string;
  format?: string;
  instance?: string;
  databases?: string[];
  tables?: number;
  rows?: number;
  /** Stored bytes: of its files, or of all that it takes. */
  size?: number;
  encrypted: boolean;
  /** Ids of the keys that open it. */
  keyIds?: string[];
  /** Why it cannot be read. */
  error?: string;
  /** Whether that is only that it is not encrypted, and such ones were refused. */
  refused?: boolean;
}

/**
 * Opens a set, looks at its manifest and closes it.
 *
 * @param options - `stored`: to count all that it takes, for which it is asked once more, and not its files alone
 */
export async function summarizeSet(
  { signal }: CliContext,
  set: PlacedSet,
  options: { stored?: boolean } = {},
): Promise<SetSummary> {
  const { location } = set;
  try {
    const reader = await set.open();
    try {
      return {
        location,
        ...summarizeManifest(reader.manifest),
        ...(options.stored && { size: await set.storedSize() }),
      };
    } finally {
      await reader.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    const encrypted = (error as Error).name === 'EncryptionKeyError';
    if (encrypted && set.describe) {
      const described = await set.describe();
      return {
        location,
        id: described.backupId,
        time: described.backupTime,
        packaging: described.packaging,
        size: described.size,
        encrypted,
        keyIds: described.wrappedKeys?.map(({ keyId }) => keyId),
      };
    }
    if (
      error instanceof CliError &&
      error.exitCode === exitCodes.refused &&
      set.describe
    ) {
      const { backupId, backupTime, manifest } = await set.describe();
      return {
        location,
        id: backupId,
        name: manifest?.name,
        time: backupTime,
        encrypted,
        error: describeError(error),
        refused: true,
      };
    }
    return { location, encrypted, error: describeError(error) };
  }
}

/** What a manifest says. */
export function summarizeManifest(
  manifest: BackupManifest,
): Omit<SetSummary, 'location'> {
  const { totals } = manifest;
  const keyIds = new Set(
    manifest.files.flatMap(({ origin }) => origin.keyId ?? []),
  );
  return {
    id: manifest.backupId,
    name: manifest.name,
    time: manifest.backupTime,
    kind: manifest.kind,
    packaging: manifest.packaging,
    format: manifest.dataFormat,
    instance: manifest.source.instance,
    databases: manifest.databases,
    tables: totals.tables,
    rows: totals.rows,
    size: totals.size,
    encrypted: manifest.files.some(
      ({ storedPath }) => storedPath !== undefined,
    ),
    ...(keyIds.size > 0 && { keyIds: [...keyIds] }),
  };
}
