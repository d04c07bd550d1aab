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
