import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { createOnce } from '../lib/createOnce';
import { stepIdempotencyKey } from '../lib/stepIdempotencyKey';
import { examples } from './createRestoreAction.examples';

/**
 * The action `tdengine:backup:restore`: plans a restore and puts it in the queue.
 * @public
 */
export function createRestoreAction(options: {
  backups: TdengineBackupService;
}) {
  const { backups } = options;
  return createTemplateAction({
    id: 'tdengine:backup:restore',
    description:
      'Restores a backup into its own or another TDengine instance, under the same or other database names. Nothing that exists is touched unless `conflict` says so',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        backupId: z => z.string().min(1).describe('The backup'),
        instance: z =>
          z
            .string()
            .min(1)
            .describe('Where to; where the backup came from if left out')
            .optional(),
        rename: z =>
          z
            .union([
              z.record(z.string().min(1)),
              z.array(
                z.object({
                  from: z.string().min(1).describe('As in the backup'),
                  to: z.string().min(1).describe('As it shall be called'),
                }),
              ),
            ])
            .describe(
              'Databases to restore under another name: names to new names, or a list of `from` and `to`, in which both may be expressions',
            )
            .optional(),
        conflict: z =>
          z
            .enum(['refuse', 'merge', 'replace'])
            .describe(
              'What to do with what exists: `refuse` (the default) begins nothing, `merge` adds rows, `replace` removes it first',
            )
            .optional(),
        confirmation: z =>
          z
            .string()
            .describe(
              'The text that the plan asks for before it touches what exists: the names of the databases',
            )
            .optional(),
      },
      output: {
        restoreId: z => z.string().describe('The id of the restore'),
        jobId: z =>
          z.string().describe('The job that does it, for `tdengine:job:wait`'),
        counts: z =>
          z
            .object({ rows: z.number(), tables: z.number() })
            .describe('What is to be restored'),
      },
    },
    async handler(ctx) {
      const { backupId, instance, confirmation } = ctx.input;
      const rename = readRename(ctx.input.rename);
      const conflict = ctx.input.conflict ?? 'refuse';
      if (ctx.isDryRun) {
        const where = Object.entries(rename ?? {})
          .map(([from, to]) => `${from} as ${to}`)
          .join(', ');
        ctx.logger.info(
          `Dry run: would restore the backup ${backupId} into ${
            instance ?? 'its own instance'
          }, ${where || 'under the same names'}, conflict mode ${conflict}`,
        );
        ctx.output('restoreId', 'dry-run');
        ctx.output('jobId', 'dry-run');
        ctx.output('counts', { rows: 0, tables: 0 });
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const request = { backupId, instance, rename, conflict };
      const plan = await backups.planRestore(request, {
        credentials,
        signal: ctx.signal,
      });
      logPlan(plan, ctx.logger);

      // A blocked plan is sent on all the same. When this step is run again, what its first run has restored is what
      // blocks the plan, and the key brings that restore back; in every other case the backend refuses.
      const restore = await createOnce(
        stepIdempotencyKey(ctx),
        idempotencyKey =>
          backups.createRestore(
            {
              ...request,
              planToken: plan.token,
              confirmation,
              idempotencyKey,
            },
            { credentials, signal: ctx.signal },
          ),
      );
      ctx.logger.info(
        `Restoring ${restore.backupName} into ${restore.instance} (${restore.id})`,
      );
      ctx.output('restoreId', restore.id);
      if (restore.jobId === undefined) {
        throw new Error(`The restore ${restore.id} has no job`);
      }
      ctx.output('jobId', restore.jobId);
      ctx.output('counts', {
        rows: plan.totals.rows,
        tables: plan.totals.tables,
      });
    },
  });
}

/** Templates fill in values, but not keys: for names that are not known beforehand there is the list. */
function readRename(
  rename: Record<string, string> | Array<{ from: string; to: string }> = {},
): Record<string, string> | undefined {
  const entries = Array.isArray(rename)
    ? rename.map(({ from, to }) => [from, to])
    : Object.entries(rename);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function logPlan(
  plan: RestorePlan,
  logger: Record<'info' | 'warn', (message: string) => void>,
): void {
  for (const object of plan.objects) {
    const name = object.name ? `.${object.name}` : '';
    logger.info(
      `Plan: ${object.action} ${object.targetDatabase}${name}, ${object.rowCount} rows in ${object.tableCount} tables`,
    );
  }
  for (const warning of plan.warnings) {
    logger.warn(`Plan: ${warning}`);
  }
  for (const blocker of plan.blockers) {
    logger.warn(`Plan, in the way: ${blocker}`);
  }
}
