import { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { createOnce } from '../lib/createOnce';
import {
  instanceInput,
  ownerInput,
  packagingInput,
  targetsInput,
} from '../lib/placeFields';
import { readDuration } from '../lib/readDuration';
import { readScope, scopeInput } from '../lib/scopeInput';
import { stepIdempotencyKey } from '../lib/stepIdempotencyKey';
import { waitForJob } from '../lib/waitForJob';
import { examples } from './createBackupAction.examples';

const DEFAULT_TIMEOUT = '24h';
const POLL_INTERVAL_MS = 5_000;

/**
 * The action `tdengine:backup:create`: puts a backup in the queue, and waits for it where asked to.
 * @public
 */
export function createBackupAction(options: {
  auth: AuthService;
  backups: TdengineBackupService;
}) {
  const { auth, backups } = options;
  return createTemplateAction({
    id: 'tdengine:backup:create',
    description:
      'Backs up databases or tables of a TDengine instance. Give `all`, or `databases`, `tables` or both',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: instanceInput,
        ...scopeInput,
        name: z =>
          z
            .string()
            .describe('`backup_<date>_<time>` where it is left out')
            .optional(),
        remark: z => z.string().describe('What it is for').optional(),
        format: z =>
          z
            .string()
            .describe(
              'One of those that the instance writes: `native` is exact and fast, `parquet` exact and readable by tools of analysis, `csv` readable everywhere',
            )
            .optional(),
        packaging: packagingInput,
        targets: targetsInput,
        owner: ownerInput,
        wait: z =>
          z
            .boolean()
            .describe(
              'Wait until it has ended, and fail when it failed; not by default',
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
        backupId: z => z.string().describe('The id of the backup'),
        jobId: z =>
          z.string().describe('The job that makes it, for `tdengine:job:wait`'),
        name: z => z.string().describe('The name of the backup'),
      },
    },
    async handler(ctx) {
      const {
        instance,
        name,
        remark,
        format,
        packaging,
        targets,
        owner,
        wait,
      } = ctx.input;
      const scope = readScope(ctx.input);
      const { timeout = DEFAULT_TIMEOUT } = ctx.input;
      const timeoutMs = readDuration('timeout', timeout);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would back up ${JSON.stringify(scope)} of ${instance}${
            wait ? ' and wait for it' : ''
          }`,
        );
        ctx.output('backupId', 'dry-run');
        ctx.output('jobId', 'dry-run');
        ctx.output('name', name ?? 'backup_20260131_080000');
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const backup = await createOnce(stepIdempotencyKey(ctx), idempotencyKey =>
        backups.createBackup(
          {
            instance,
            scope,
            name,
            remark,
            format,
            packaging,
            targets,
            ownerRef: owner,
            idempotencyKey,
          },
          { credentials, signal: ctx.signal },
        ),
      );
      ctx.logger.info(
        `Backup ${backup.name} (${backup.id}) of ${instance}: ${backup.scopeSummary}`,
      );
      ctx.output('backupId', backup.id);
      ctx.output('name', backup.name);
      if (backup.jobId === undefined) {
        throw new Error(`The backup ${backup.id} has no job`);
      }
      ctx.output('jobId', backup.jobId);

      if (wait) {
        await waitForJob({
          jobId: backup.jobId,
          initiator: credentials,
          auth,
          backups,
          logger: ctx.logger,
          timeoutMs,
          pollIntervalMs: POLL_INTERVAL_MS,
          signal: ctx.signal,
        });
      }
    },
  });
}
