import { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { beginVerification } from '../lib/beginVerification';
import { readDuration } from '../lib/readDuration';
import { waitForJob } from '../lib/waitForJob';
import { examples } from './createVerifyAction.examples';

const DEFAULT_TIMEOUT = '24h';
const POLL_INTERVAL_MS = 5_000;

/**
 * The action `tdengine:backup:verify`: reads a backup back, and fails when it is not what was written.
 * @public
 */
export function createVerifyAction(options: {
  auth: AuthService;
  backups: TdengineBackupService;
}) {
  const { auth, backups } = options;
  return createTemplateAction({
    id: 'tdengine:backup:verify',
    description:
      'Reads a backup back and compares it with what was written, and where asked to with the source; fails when they differ',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        backupId: z => z.string().min(1).describe('The backup to verify'),
        deep: z =>
          z
            .boolean()
            .describe(
              'Also compare the values with those at the source, of tables that have as many rows as then; not by default',
            )
            .optional(),
        wait: z =>
          z
            .boolean()
            .describe(
              'Wait until it has ended, and fail when it failed; yes by default',
            )
            .optional(),
        timeout: z =>
          z
            .string()
            .describe(
              'How long to wait at most, such as `90 minutes`; `24h` by default',
            )
            .optional(),
      },
      output: {
        jobId: z =>
          z.string().describe('The job that does it, for `tdengine:job:wait`'),
        verification: z =>
          z
            .string()
            .describe('`verified`; absent where nobody waited')
            .optional(),
        ok: z =>
          z
            .boolean()
            .describe(
              'Whether it is what was written; absent where nobody waited',
            )
            .optional(),
      },
    },
    async handler(ctx) {
      const { backupId, deep = false, wait = true } = ctx.input;
      const { timeout = DEFAULT_TIMEOUT } = ctx.input;
      const timeoutMs = readDuration('timeout', timeout);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would verify the backup ${backupId}${
            deep ? ' and compare it with the source' : ''
          }${wait ? `, and wait for it at most ${timeout}` : ''}`,
        );
        ctx.output('jobId', 'dry-run');
        ctx.output('verification', wait ? 'verified' : undefined);
        ctx.output('ok', wait ? true : undefined);
        return;
      }

      const common = {
        initiator: await ctx.getInitiatorCredentials(),
        auth,
        backups,
        logger: ctx.logger,
        timeoutMs,
        pollIntervalMs: POLL_INTERVAL_MS,
        signal: ctx.signal,
      };
      const jobId = await beginVerification({
        ...common,
        backupId,
        deep,
        wait,
      });
      ctx.output('jobId', jobId);
      if (!wait) {
        return;
      }
      await waitForJob({ ...common, jobId });
      const { name, verification } = await backups.getBackup(backupId, {
        credentials: await auth.getOwnServiceCredentials(),
        signal: ctx.signal,
      });
      ctx.logger.info(`Backup ${name} is ${verification}`);
      ctx.output('verification', verification);
      ctx.output('ok', verification === 'verified');
    },
  });
}
