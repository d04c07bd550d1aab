import { CustomErrorBase } from '@backstage/errors';

/** Somebody asked for the job to be cancelled. */
export class JobCancelledError extends CustomErrorBase {
  name = 'JobCancelledError' as const;
}

/** The job belongs to another worker now, or to nobody. Nothing more may be written for it from here. */
export class LeaseLostError extends CustomErrorBase {
  name = 'LeaseLostError' as const;
}

/** This process is about to end; the job goes on elsewhere or later. */
export class ShutdownError extends CustomErrorBase {
  name = 'ShutdownError' as const;
}

/** Throws what ends the whole run, whatever failed meanwhile: why it was aborted, or the loss of the lease. */
export function throwIfRunIsOver(signal: AbortSignal, error: unknown): void {
  signal.throwIfAborted();
  if (error instanceof LeaseLostError) {
    throw error;
  }
}
