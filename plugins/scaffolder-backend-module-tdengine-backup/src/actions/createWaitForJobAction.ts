import { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { readDuration } from '../lib/readDuration';
import { readOutcome } from '../lib/readOutcome';
import { waitForJob } from '../lib/waitForJob';
import { examples } from './createWaitForJobAction.examples';

const DEFAULT_TIMEOUT = '24h';
const DEFAULT_POLL_INTERVAL = '5s';

/**
 * The action `tdengine:job:wait`: waits until a backup, a restore or another job has ended, and fails when it failed.
 * @public
 */
export function createWaitForJobAction(options: {
  auth: AuthService;
  backups: TdengineBackupService;
}) {
  const { auth, backups } = options;
  return createTemplateAction({
    id: 'tdengine:job:wait',
    description:
      'Waits until a job of TDengine Backup has ended, and fails when the job failed',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        jobId: z => z.string().min(1).describe('The job to wait for'),
        timeout: z =>
          z
            .string()
            .describe(
              'How long to wait at most, such as `90 minutes`; `24h` by default',
            )
            .optional(),
        pollInterval: z =>
          z
            .string()
            .describe('How often to ask, such as `30s`; `5s` by default')
            .optional(),
      },
      output: {
        state: z => z.string().describe('The state that the job ended in'),
        rows: z => z.number().describe('Rows backed up or restored').optional(),
        tables: z =>
          z.number().describe('Tables backed up or restored').optional(),
        sizeBytes: z =>
          z.number().describe('Bytes of the backup as stored').optional(),
        rawBytes: z =>
          z
            .number()
            .describe('Bytes of the backup before compression')
            .optional(),
        verification: z =>
          z
            .string()
            .describe('Whether the backup was read back and found right')
            .optional(),
      },
    },
    async handler(ctx) {
      const { jobId } = ctx.input;
      const { timeout = DEFAULT_TIMEOUT } = ctx.input;
      const timeoutMs = readDuration('timeout', timeout);
      const pollIntervalMs = readDuration(
        'pollInterval',
        ctx.input.pollInterval ?? DEFAULT_POLL_INTERVAL,
      );
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would wait for the job ${jobId}, at most ${timeout}`,
        );
        ctx.output('state', 'succeeded');
        ctx.output('rows', 0);
        ctx.output('tables', 0);
        return;
      }

      const job = await waitForJob({
        jobId,
        initiator: await ctx.getInitiatorCredentials(),
        auth,
        backups,
        logger: ctx.logger,
        timeoutMs,
        pollIntervalMs,
        signal: ctx.signal,
      });
      const outcome = await readOutcome(
        backups,
        job,
        await auth.getOwnServiceCredentials(),
      );
      ctx.output('state', job.state);
      for (const [name, value] of Object.entries(outcome)) {
        if (value !== undefined) {
          ctx.output(name as keyof typeof outcome, value);
        }
      }
    },
  });
}
