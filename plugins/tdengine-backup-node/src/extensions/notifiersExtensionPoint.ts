import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * Something a person may want to hear of.
 * @public
 */
export interface BackupNotification {
  kind: 'backup' | 'restore';
  outcome: 'succeeded' | 'failed' | 'cancelled';
  id: string;
  name: string;
  ownerRef?: string;
  /** One sentence; the cause where something failed. */
  message: string;
  /** Path in the portal. */
  link: string;
}

/**
 * A way to reach people. A notifier that fails is logged and never fails a run.
 * @public
 */
export interface Notifier {
  readonly type: string;
  notify(
    notification: BackupNotification,
    options: { signal: AbortSignal },
  ): Promise<void>;
}

/**
 * Where modules hand in ways to reach people.
 * @public
 */
export interface TdengineBackupNotifiersExtensionPoint {
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
