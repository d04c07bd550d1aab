import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Notifier } from '../notifier';

/**
 * Where modules hand in ways to reach people.
 * @public
 */
export interface TdengineBackupNotifiersExtensionPoint {
  /** Throws a ConflictError when a notifier of the same type is there already. */
  addNotifier(notifier: Notifier): void;
}

/**
 * Where modules hand in a {@link Notifier}.
 *
 * @public
 */
export const tdengineBackupNotifiersExtensionPoint =
  createExtensionPoint<TdengineBackupNotifiersExtensionPoint>({
    id: 'tdengine-backup.notifiers',
  });
