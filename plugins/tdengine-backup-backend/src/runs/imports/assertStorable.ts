import { InputError } from '@backstage/errors';
import { BackupManifest } from 'backstage-plugin-tdengine-backup-node';
import { parseBackupName } from '../../services/backupName';

/** Clocks of other machines differ, and so do their notions of a day. */
const CLOCK_SKEW_MS = 24 * 60 * 60 * 1000;

/** In characters of JSON: they go with every answer about a backup, each list of backups included. */
const LARGEST_DATABASES = 256 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Who wrote a manifest is not known, and what is in it becomes names of files, columns of tables and lines on pages. Throws
 * an InputError where it says what no record can hold.
 */
export function assertStorable(manifest: BackupManifest): void {
  const { backupId, source, window } = manifest;
  if (!UUID.test(backupId)) {
    throw new InputError(
      `Its id ${JSON.stringify(backupId.slice(0, 60))} is not a UUID`,
    );
  }
  parseBackupName(manifest.name);
  for (const id of [manifest.parentId, manifest.baseId]) {
    if (id !== undefined && !UUID.test(id)) {
      throw new InputError('The ids of the backups it rests on are no UUIDs');
    }
  }
  for (const [what, text, longest] of [
    ['instance', source.instance, 64],
    ['type of the source', source.type, 64],
    ['version', source.version, 64],
    ['format', manifest.dataFormat, 32],
    ...manifest.databases.map(name => ['database', name, 255] as const),
    ...manifest.limitations.map(line => ['limitation', line, 10_000] as const),
  ] as const) {
    // eslint-disable-next-line no-control-regex
    if (text.length > longest || /\0/.test(text)) {
      throw new InputError(
        `The ${what} ${JSON.stringify(
          text.slice(0, 60),
        )} in its manifest is longer than ${longest} characters or has a NUL in it`,
      );
    }
  }
  if (JSON.stringify(manifest.databases).length > LARGEST_DATABASES) {
    throw new InputError(
      `The ${manifest.databases.length} databases in its manifest are more than a record can hold`,
    );
  }
  if (holdsNul(manifest.scope)) {
    throw new InputError('The scope in its manifest has a NUL in it');
  }
  for (const time of [manifest.backupTime, window.start, window.end]) {
    if (Number.isNaN(Date.parse(time))) {
      throw new InputError(`'${time}' in its manifest is no time`);
    }
    if (Date.parse(time) > Date.now() + CLOCK_SKEW_MS) {
      throw new InputError(
        `Its manifest says that it is of ${time}, which is in the future`,
      );
    }
  }
}

/** PostgreSQL stores it in no text, and a scope is told in words. */
function holdsNul(value: unknown): boolean {
  let holds = false;
  JSON.stringify(value, (key, item) => {
    holds ||=
      key.includes('\0') || (typeof item === 'string' && item.includes('\0'));
    return item;
  });
  return holds;
}
