import { CustomErrorBase } from '@backstage/errors';

/**
 * Thrown by a {@link Notifier} that will never take a message, for example since the mail server knows none of its
 * addresses. It is not tried again. After every other error it is.
 * @public
 */
export class NotificationRefusedError extends CustomErrorBase {
  name = 'NotificationRefusedError' as const;
}
