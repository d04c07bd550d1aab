import {
  BackupNotification,
  NotificationRecipients,
} from './BackupNotification';

/**
 * A way to reach people. Messages lie in the database until a notifier took them: one that throws is asked again for a
 * day, with longer and longer pauses, and never fails a run. Of one matter they come in their order. A process that is
 * killed after a message was taken and before that was written down has it sent a second time, never a third.
 * @public
 */
export interface Notifier {
  readonly type: string;
  /**
   * The most messages in any minute, all backends together. What is above waits, and is put together into one message
   * (`kind: 'digest'`) for the same recipients. No limit where it is left out.
   */
  readonly mostPerMinute?: number;
  /** Whether it can reach any of them: nothing is kept for it otherwise. */
  reaches(recipients: NotificationRecipients): boolean;
  /**
   * Resolves once the message is taken. Throws a {@link NotificationRefusedError} where it never will be.
   *
   * @param options - the signal fires after half a minute
   */
  notify(
    notification: BackupNotification,
    options: { signal: AbortSignal },
  ): Promise<void>;
}
