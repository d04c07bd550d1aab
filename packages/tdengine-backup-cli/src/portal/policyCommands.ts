import {
  describeRetentionDecision,
  describeSchedule,
  Policy,
  RetentionReason,
  RetentionVerdict,
  Schedule,
} from 'backstage-plugin-tdengine-backup-common';
import { CliContext } from '../cli/CliContext';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes, formatTime } from '../output/formatting';
import { renderFields, renderTable } from '../output/renderTable';
import { findPolicy } from './findPolicy';
import { Portal, PortalOptions } from './Portal';

/** Lists the policies of the portal. */
export async function portalPolicies(
  context: CliContext,
  options: PortalOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const page = await portal.ask((client, auth) =>
    client.getPolicies({ query: { pageSize: 100, sort: 'name' } }, auth),
  );
  context.output.result(page, () =>
    page.items.length === 0
      ? 'There are no policies.'
      : renderTable(page.items, [
          { title: 'NAME', value: ({ name }) => name },
          { title: 'INSTANCE', value: ({ instance }) => instance },
          { title: 'HOLDS', value: ({ scopeSummary }) => scopeSummary },
          { title: 'ENABLED', value: item => (item.enabled ? 'yes' : 'no') },
          {
            title: 'NEXT RUN (UTC)',
            value: item => formatTime(item.nextRunAt),
          },
          { title: 'LAST RUN', value: ({ lastRun }) => lastRun?.state },
          {
            title: 'LAST GOOD BACKUP',
            value: ({ lastGoodBackup }) => lastGoodBackup?.name,
          },
        ]),
  );
  return exitCodes.done;
}

/** Says what one policy does, and when. */
export async function portalPolicy(
  context: CliContext,
  idOrName: string,
  options: PortalOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const policy = await findPolicy(portal, idOrName);
  context.output.result(policy, () => renderPolicy(policy));
  return exitCodes.done;
}

/** Runs a policy now. */
export async function portalRunPolicy(
  context: CliContext,
  idOrName: string,
  options: PortalOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { id, name } = await findPolicy(portal, idOrName);
  const run = await portal.ask((client, auth) =>
    client.runPolicy({ path: { policyId: id } }, auth),
  );
  context.output.result(
    run,
    () =>
      `Policy '${name}' runs (${run.state})${
        run.backupId ? ` as backup ${run.backupId}` : ''
      }.`,
  );
  return exitCodes.done;
}

/** Has a policy run by its schedule, or not. */
export async function portalEnablePolicy(
  context: CliContext,
  idOrName: string,
  options: PortalOptions & { enabled: boolean },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { id } = await findPolicy(portal, idOrName);
  const request = { path: { policyId: id } };
  const policy = await portal.ask((client, auth) =>
    options.enabled
      ? client.enablePolicy(request, auth)
      : client.disablePolicy(request, auth),
  );
  context.output.result(policy, () => renderPolicy(policy));
  return exitCodes.done;
}

/** Pauses all policies, or lets them go on. */
export async function portalPause(
  context: CliContext,
  options: PortalOptions & { paused: boolean; reason?: string },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { reason } = options;
  const state = await portal.ask((client, auth) =>
    options.paused
      ? client.pauseScheduler(
          { body: { ...(reason !== undefined && { reason }) } },
          auth,
        )
      : client.resumeScheduler({}, auth),
  );
  context.output.result(state, () =>
    state.paused
      ? `All policies are paused${state.reason ? `: ${state.reason}` : ''}.`
      : 'Policies run by their schedules.',
  );
  return exitCodes.done;
}

/** Says what the rules of a policy would remove, and removes it where that is wanted. */
export async function portalCleanup(
  context: CliContext,
  idOrName: string,
  options: PortalOptions & { yes?: boolean },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const policy = await findPolicy(portal, idOrName);
  const { id, retention } = policy;
  const preview = await portal.ask((client, auth) =>
    options.yes
      ? client.cleanUpPolicy({ path: { policyId: id } }, auth)
      : client.previewRetention({ body: { policyId: id, retention } }, auth),
  );
  context.output.result(preview, () =>
    [
      ...(preview.items.length > 0
        ? [
            renderTable(preview.items, [
              { title: '', value: ({ action }) => action },
              { title: 'BACKUP', value: ({ backup }) => backup.name },
              {
                title: 'BEGUN (UTC)',
                value: item => formatTime(item.createdAt),
              },
              {
                title: 'SIZE',
                value: ({ sizeBytes }) =>
                  sizeBytes === undefined ? '' : formatBytes(sizeBytes),
                align: 'right',
              },
              { title: 'WHY', value: item => reasonsOf(item, policy) },
            ]),
            '',
          ]
        : []),
      `${preview.removedBackups} backups (${formatBytes(
        preview.removedBytes,
      )}) ${options.yes ? 'are being removed' : 'would be removed'}, ${
        preview.keptBackups
      } stay${options.yes ? '' : '; remove them with --yes'}.`,
    ].join('\n'),
  );
  return exitCodes.done;
}

function reasonsOf(verdict: RetentionVerdict, policy: Policy): string {
  const { backup, action, reasons, goesOn, goesWithNext = false } = verdict;
  return describeRetentionDecision(
    {
      id: backup.id,
      action,
      // The contract has one shape for all reasons; the code says which of its parts are there.
      reasons: reasons as unknown as RetentionReason[],
      goesOn,
      goesWithNext,
    },
    'en',
    { timeZone: policy.retention.timeZone },
  );
}

function renderPolicy(policy: Policy): string {
  return renderFields([
    ['Policy', policy.name],
    ['ID', policy.id],
    ['Enabled', policy.enabled ? 'yes' : 'no'],
    ['Instance', policy.instance],
    ['Holds', policy.scopeSummary],
    [
      'Schedule',
      describeSchedule(policy.schedule as unknown as Schedule, 'en'),
    ],
    ['Copies', policy.targets.join(', ')],
    ['Later', renderDestinations(policy) || undefined],
    ['Next run', policy.nextRunAt && `${formatTime(policy.nextRunAt)} UTC`],
    ['Last run', policy.lastRun?.state],
    [
      'Last good backup',
      policy.lastGoodBackup &&
        `${policy.lastGoodBackup.name} (${policy.lastGoodBackup.id})`,
    ],
    ['Owner', policy.ownerRef],
  ]);
}

function renderDestinations({ destinations = [] }: Policy): string {
  return destinations
    .flatMap(({ target, afterDays, keepDays }) => [
      ...(afterDays === undefined ? [] : [`to ${target} after ${afterDays} d`]),
      ...(keepDays === undefined
        ? []
        : [`removed from ${target} after ${keepDays} d`]),
    ])
    .join(', ');
}
