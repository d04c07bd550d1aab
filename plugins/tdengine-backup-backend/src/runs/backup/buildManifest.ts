import {
  BackupManifest,
  BackupSession,
  ManifestFile,
  SessionResult,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';

/**
 * The manifest of what was read. Throws when the tables' totals are not those of the files.
 */
export function buildManifest(
  backup: StoredBackup,
  session: Pick<BackupSession, 'serverVersion' | 'edition' | 'databases'>,
  result: SessionResult,
  files: ManifestFile[],
): BackupManifest {
  const rows = sum(
    files.filter(file => file.kind === 'rows').map(file => file.rows),
  );
  const tableRows = sum(result.tables.map(table => table.recordCount));
  if (rows !== tableRows) {
    throw new Error(
      `The tables add up to ${tableRows} rows where the files hold ${rows}`,
    );
  }
  return {
    formatVersion: 1,
    backupId: backup.id,
    name: backup.name,
    backupTime: backup.createdAt,
    kind: backup.kind,
    ...(backup.parentId !== undefined && { parentId: backup.parentId }),
    ...(backup.baseId !== undefined && { baseId: backup.baseId }),
    tdengineVersion: session.serverVersion,
    source: {
      type: backup.sourceType,
      instance: backup.instance,
      version: session.serverVersion,
      ...(session.edition !== undefined && { edition: session.edition }),
    },
    scope: JSON.parse(JSON.stringify(backup.scope)),
    window: result.window,
    ...(result.position !== undefined && { position: result.position }),
    facts: result.facts,
    dataFormat: backup.format,
    packaging: backup.packaging,
    compression: backup.compression,
    databases: [...session.databases],
    tables: result.tables,
    files,
    totals: {
      rows,
      tables: sum(result.tables.map(table => table.tableCount)),
      rawSize: sum(files.map(file => file.rawSize)),
      size: sum(files.map(file => file.size)),
    },
    limitations: result.limitations,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
