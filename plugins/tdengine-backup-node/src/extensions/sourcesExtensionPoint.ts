import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { BackupSource } from '../source';

/**
 * Where modules hand in the kinds of databases they can back up.
 * @public
 */
export interface TdengineBackupSourcesExtensionPoint {
  /** Throws a ConflictError when a source of the same type is there already. */
  addSource(source: BackupSource): void;
}

/**
 * Where modules hand in a {@link BackupSource}.
 *
 * @public
 */
export const tdengineBackupSourcesExtensionPoint =
  createExtensionPoint<TdengineBackupSourcesExtensionPoint>({
    id: 'tdengine-backup.sources',
  });
