import {
  Backup,
  PlanRestoreRequest,
  Restore,
} from 'backstage-plugin-tdengine-backup-common';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { confirmRestore, ConfirmOptions } from '../offline/confirmRestore';
import {
  readInstant,
  readRename,
  RestoreSelectionOptions,
} from '../offline/restoreRequest';
import { formatCount } from '../output/formatting';
import { oneLine } from '../output/printable';
import { renderChecks } from '../output/renderChecks';
import { renderPlan } from '../output/renderPlan';
import { findBackup } from './findBackup';
import { describeJob, exitCodeOfJob, followJob } from './followJob';
import { Portal, PortalOptions } from './Portal';

/** What is restored by the portal, and how. */
export type PortalRestoreOptions = PortalOptions &
  ConfirmOptions &
  Omit<RestoreSelectionOptions, 'parallelism' | 'batchSize'> & {
    instance?: string;
    dryRun?: boolean;
    wait?: boolean;
  };

/** Plans a restore by the portal, has it confirmed, and begins it. */
export async function portalRestore(
  context: CliContext,
  idOrName: string,
  options: PortalRestoreOptions,
): Promise<ExitCode> {
  const { output } = context;
  const portal = await Portal.create(context, options);
  const request = toRequest(await findBackup(portal, idOrName), options);
  const { token, ...plan } = await portal.ask((client, auth) =>
    client.planRestore({ body: request }, auth),
  );
  const target = `instance '${plan.instance}'`;
  if (options.dryRun || plan.blockers.length > 0) {
    output.result(plan, () => renderPlan(plan, target));
  } else {
    output.say(`${renderPlan(plan, target)}\n`);
  }
  if (plan.blockers.length > 0) {
    throw CliError.refused(
      `The restore is not possible as it is: ${plan.blockers.join('; ')}`,
    );
  }
  if (options.dryRun) {
    return exitCodes.done;
  }
  await confirmRestore(context, plan, options);
  const { confirmation } = plan;
  const restore = await portal.ask((client, auth) =>
    client.createRestore(
      {
        body: {
          ...request,
          planToken: token,
          ...(confirmation !== undefined && { confirmation }),
        },
      },
      auth,
    ),
  );
  if (!options.wait || restore.jobId === undefined) {
    output.result(
      restore,
      () => `Restore ${restore.id} is queued as job ${restore.jobId}.`,
    );
    return exitCodes.done;
  }
  const job = await followJob(context, portal, restore.jobId);
  const ended = await portal.ask((client, auth) =>
    client.getRestore({ path: { restoreId: restore.id } }, auth),
  );
  output.result(ended, () => describeRestore(ended));
  if (job.state !== 'succeeded') {
    output.error(describeJob(job));
  }
  return exitCodeOfJob(job);
}

function toRequest(
  backup: Backup,
  options: PortalRestoreOptions,
): PlanRestoreRequest {
  const { instance, from, until, databases, tables } = options;
  const rename = readRename(backup, options);
  const named = tables?.map(readTable);
  return {
    backupId: backup.id,
    conflict: options.onConflict,
    ...(instance !== undefined && { instance }),
    ...(rename && { rename }),
    ...((from ?? until) !== undefined && {
      timeRange: {
        from: readInstant('--from', from),
        to: readInstant('--until', until),
      },
    }),
    ...((databases ?? named) && {
      selection: {
        ...(databases && { databases }),
        ...(named && { tables: named }),
      },
    }),
  };
}

function readTable(text: string): { database: string; name: string } {
  const dot = text.indexOf('.');
  if (dot < 1 || dot === text.length - 1) {
    throw CliError.usage(
      `'${text}' does not say which database it is of: write database.table`,
    );
  }
  return { database: text.slice(0, dot), name: text.slice(dot + 1) };
}

function describeRestore(restore: Restore): string {
  const { checks = [], rows = 0, tables = 0, removed, remaining } = restore;
  return [
    ...(checks.length > 0 ? [renderChecks(checks), ''] : []),
    restore.state === 'succeeded'
      ? `Backup '${oneLine(restore.backupName)}' is restored: ${formatCount(
          rows,
        )} rows of ${formatCount(tables)} tables, counted at the target.`
      : `The restore of '${oneLine(restore.backupName)}' ${restore.state}`,
    ...(removed ?? []).map(line => oneLine(`Removed: ${line}`)),
    ...(remaining ?? []).map(line => oneLine(`Stays behind: ${line}`)),
  ].join('\n');
}
