import { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  describeSchedule,
  nextRun,
  parseSchedule,
  PolicySchedule,
} from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { createPolicyOnce } from '../lib/createPolicyOnce';
import {
  destinationsInput,
  notificationsInput,
  retentionInput,
  scheduleInput,
} from '../lib/policyFields';
import {
  instanceInput,
  ownerInput,
  packagingInput,
  targetsInput,
} from '../lib/placeFields';
import { readPolicyInput } from '../lib/readPolicyInput';
import { scopeInput } from '../lib/scopeInput';
import { examples } from './createPolicyAction.examples';

/**
 * The action `tdengine:policy:create`: makes a policy that backs up by a schedule and removes what its rules do not keep.
 * @public
 */
export function createPolicyAction(options: {
  auth: AuthService;
  backups: TdengineBackupService;
}) {
  const { auth, backups } = options;
  return createTemplateAction({
    id: 'tdengine:policy:create',
    description:
      'Makes a policy: what is backed up when, and which of those backups stay. Give `all`, or `databases`, `tables` or both',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: instanceInput,
        ...scopeInput,
        name: z =>
          z
            .string()
            .min(1)
            .max(120)
            .describe('Unique among the policies of the owner'),
        description: z =>
          z.string().max(2000).describe('What it is for').optional(),
        owner: ownerInput,
        enabled: z =>
          z
            .boolean()
            .describe('Whether it runs by itself; yes by default')
            .optional(),
        schedule: scheduleInput,
        retention: retentionInput,
        targets: targetsInput,
        destinations: destinationsInput,
        format: z =>
          z
            .string()
            .describe(
              'One of those that the instance writes: `native`, `parquet`, `csv`',
            )
            .optional(),
        packaging: packagingInput,
        verify: z =>
          z
            .boolean()
            .describe('Read every backup back before it counts as good')
            .optional(),
        overlap: z =>
          z
            .enum(['skip', 'queue'])
            .describe(
              'What happens to a planned time while the run before is not over; `skip` by default',
            )
            .optional(),
        grace: z =>
          z
            .string()
            .describe(
              'How late a missed run is still made up for, such as `2 hours`; `24h` by default',
            )
            .optional(),
        objectiveHours: z =>
          z
            .number()
            .int()
            .min(1)
            .max(87600)
            .describe('The longest that there may be no new good backup')
            .optional(),
        notifications: notificationsInput,
      },
      output: {
        policyId: z => z.string().describe('The id of the policy'),
        name: z => z.string().describe('The name of the policy'),
        nextRunAt: z =>
          z
            .string()
            .describe('When it runs next, ISO 8601; absent where it is off')
            .optional(),
      },
    },
    async handler(ctx) {
      const input = readPolicyInput(ctx.input);
      const { name, instance } = input;
      const when = describeSchedule(parseSchedule(input.schedule), 'en');
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would make the policy '${name}', which backs up ${JSON.stringify(
            input.scope,
          )} of ${instance}: ${when}`,
        );
        ctx.output('policyId', 'dry-run');
        ctx.output('name', name);
        ctx.output(
          'nextRunAt',
          input.enabled === false ? undefined : firstRun(input.schedule),
        );
        return;
      }

      const policy = await createPolicyOnce(input, {
        credentials: await ctx.getInitiatorCredentials(),
        auth,
        backups,
        logger: ctx.logger,
        signal: ctx.signal,
      });
      ctx.logger.info(
        `Policy ${policy.name} (${policy.id}) of ${instance}: ${policy.scopeSummary}; ${when}`,
      );
      ctx.output('policyId', policy.id);
      ctx.output('name', policy.name);
      ctx.output('nextRunAt', policy.nextRunAt);
    },
  });
}

/** Of a policy that would be made now. */
function firstRun(schedule: PolicySchedule): string | undefined {
  const now = new Date();
  const parsed = parseSchedule(schedule);
  return nextRun(
    parsed.kind === 'interval'
      ? { ...parsed, anchor: now.toISOString() }
      : parsed,
    now,
  )?.toISOString();
}
