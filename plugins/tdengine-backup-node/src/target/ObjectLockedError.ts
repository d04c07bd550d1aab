import { CustomErrorBase } from '@backstage/errors';

/**
 * An object may not be deleted or replaced yet: its target keeps it for a time, or until somebody lifts a legal hold.
 * Trying again does not help before `until`.
 *
 * @public
 */
export class ObjectLockedError extends CustomErrorBase {
  name = 'ObjectLockedError' as const;

  /** When the lock ends, where the target tells and it does end. */
  readonly until: Date | undefined;

  constructor(message: string, options?: { until?: Date; cause?: unknown }) {
    super(message, options?.cause);
    this.until = options?.until;
  }
}
