import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * Something a person may want to hear of.
 * @public
 */
export interface BackupNotification {
  kind: 'backup' | 'restore' | 'alert';
  /** Runs end; alerts are opened once and closed once. */
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'opened' | 'closed';
  /** Of the backup, the restore or the alert. */
  id: string;
  /** Of the backup; what an alert is about: the policy, the backup or the target. */
  name: string;
  ownerRef?: string;
  /** The policy that an alert is about. */
  policyId?: string;
  /** The backup that an alert is about. */
  backupId?: string;
  /** The storage target that an alert is about. */
  target?: string;
  /** Of an alert. */
  level?: 'warning' | 'error';
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
