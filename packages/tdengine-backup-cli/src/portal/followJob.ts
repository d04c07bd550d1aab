import { setTimeout as sleep } from 'node:timers/promises';
import { isFinalJobState, Job } from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { oneLine } from '../output/printable';
import { Progress } from '../output/Progress';
import { Portal, PortalUnreachableError } from './Portal';

const WAIT_MS = 10_000;
const RETRY_MS = 5_000;
/** A portal that is being updated is away for a while; its jobs survive that. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Shows the log and the progress of a job until it has ended. Interrupting it leaves the job alone.
 *
 * @returns the job as it ended
 */
export async function followJob(
  context: CliContext,
  portal: Portal,
  jobId: string,
): Promise<Job> {
  const { output, signal } = context;
  let after = 0;
  let progress: Progress | undefined;
  let ended = false;
  let quietSince: number | undefined;
  while (!ended) {
    const query = { after, waitMs: WAIT_MS, level: 'info' as const };
    try {
      const events = await portal.ask((client, options) =>
        client.getJobEvents({ path: { jobId }, query }, options),
      );
      quietSince = undefined;
      for (const event of events.items) {
        after = event.id;
        if (event.type === 'log' && event.message !== undefined) {
          if (event.level === 'warn' || event.level === 'error') {
            output.warn(event.message);
          } else {
            output.note(event.message);
          }
        } else if (event.progress) {
          progress ??= output.progress('Progress');
          progress.update({
            fraction: (event.progress.percent ?? 0) / 100,
            current: [event.progress.phase, event.progress.current]
              .filter(Boolean)
              .join(': '),
          });
        }
      }
      ended = events.ended;
    } catch (error) {
      if (signal.aborted) {
        output.note(`The job ${jobId} goes on; follow it with: jobs follow`);
        throw CliError.interrupted();
      }
      quietSince ??= Date.now();
      if (
        !(error instanceof PortalUnreachableError) ||
        Date.now() - quietSince > PATIENCE_MS
      ) {
        throw error;
      }
      output.warn(`${describeError(error)}; asking again`);
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
  output.stopProgress();
  const job = await portal.ask((client, options) =>
    client.getJob({ path: { jobId } }, options),
  );
  if (!isFinalJobState(job.state)) {
    throw CliError.failed(`The log of job ${jobId} ended before the job`);
  }
  return job;
}

/** What the process ends with after a job. */
export function exitCodeOfJob({ state }: Pick<Job, 'state'>): ExitCode {
  if (state === 'succeeded') {
    return exitCodes.done;
  }
  return state === 'partially-failed' ? exitCodes.partial : exitCodes.failed;
}

/** A job's end in one line. */
export function describeJob({ id, type, state, error }: Job): string {
  const how = state.replace('-', ' ');
  return oneLine(`Job ${id} (${type}) ${how}${error ? `: ${error}` : ''}`);
}
