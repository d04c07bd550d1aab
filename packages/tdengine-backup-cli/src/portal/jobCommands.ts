import {
  JobList,
  JobPage,
  JobState,
  JobType,
} from 'backstage-plugin-tdengine-backup-common';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatTime } from '../output/formatting';
import { renderTable } from '../output/renderTable';
import { findBackup } from './findBackup';
import { describeJob, exitCodeOfJob, followJob } from './followJob';
import { Portal, PortalOptions } from './Portal';

const ACTIVE: JobState[] = ['queued', 'running', 'cancelling'];

/** Which jobs are asked for. */
export interface JobListOptions extends PortalOptions {
  backup?: string;
  all?: boolean;
  /** What there is says the portal, which refuses others. */
  type?: string[];
  state?: string[];
  target?: string[];
  page: number;
  limit: number;
}

/** Lists the jobs of one backup, or those of backups and restores that have not ended, or all. */
export async function portalJobs(
  context: CliContext,
  options: JobListOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const page =
    options.backup === undefined
      ? await listAll(portal, options)
      : await listOfBackup(portal, options.backup);
  const { items } = page;
  context.output.result(page, () =>
    items.length === 0
      ? 'There are no such jobs.'
      : renderTable(items, [
          { title: 'ID', value: ({ id }) => id },
          { title: 'TYPE', value: ({ type }) => type },
          { title: 'STATE', value: ({ state }) => state },
          {
            title: 'DONE',
            value: ({ progress }) =>
              progress?.percent === undefined
                ? ''
                : `${Math.floor(progress.percent)} %`,
            align: 'right',
          },
          {
            title: 'BEGUN (UTC)',
            value: ({ startedAt }) => formatTime(startedAt),
          },
          { title: 'BY', value: ({ createdBy }) => createdBy },
          { title: 'ERROR', value: ({ error }) => error },
        ]),
  );
  return exitCodes.done;
}

/** Shows the log and the progress of a job until it has ended. */
export async function portalFollow(
  context: CliContext,
  jobId: string,
  options: PortalOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const job = await followJob(context, portal, jobId);
  context.output.result(job, () => describeJob(job));
  return exitCodeOfJob(job);
}

/** Stops a backup or a restore, and what it wrote is removed; or the search of a target, and what it found stays. */
export async function portalCancel(
  context: CliContext,
  jobId: string,
  options: PortalOptions & { wait?: boolean },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { type, subjectId } = await portal.ask((client, auth) =>
    client.getJob({ path: { jobId } }, auth),
  );
  if (type === 'backup') {
    await portal.ask((client, auth) =>
      client.cancelBackup({ path: { backupId: subjectId } }, auth),
    );
  } else if (type === 'restore') {
    await portal.ask((client, auth) =>
      client.cancelRestore({ path: { restoreId: subjectId } }, auth),
    );
  } else if (type === 'rescan') {
    const target = await findSearched(portal, jobId);
    await portal.ask((client, auth) =>
      client.cancelTargetRescan({ path: { target } }, auth),
    );
  } else {
    throw CliError.refused(
      `Job ${jobId} is a '${type}': only a backup, a restore or a rescan can be cancelled`,
    );
  }
  const job = options.wait
    ? await followJob(context, portal, jobId)
    : await portal.ask((client, auth) =>
        client.getJob({ path: { jobId } }, auth),
      );
  context.output.result(job, () => describeJob(job));
  return !options.wait || job.state === 'cancelled'
    ? exitCodes.done
    : exitCodes.failed;
}

/** A rescan is cancelled by the target that it searches, of which its job says nothing. */
async function findSearched(portal: Portal, jobId: string): Promise<string> {
  const targets = await portal.ask((client, auth) =>
    client.getTargets({}, auth),
  );
  for (const { name } of targets.items) {
    const { items } = await portal.ask((client, auth) =>
      client.getJobs(
        { query: { type: ['rescan'], state: ACTIVE, target: [name] } },
        auth,
      ),
    );
    if (items.some(({ id }) => id === jobId)) {
      return name;
    }
  }
  throw CliError.refused(`Job ${jobId} has ended already`);
}

async function listOfBackup(portal: Portal, backup: string): Promise<JobList> {
  const { id } = await findBackup(portal, backup);
  return portal.ask((client, auth) =>
    client.getBackupJobs({ path: { backupId: id } }, auth),
  );
}

async function listAll(
  portal: Portal,
  options: JobListOptions,
): Promise<JobPage> {
  const { all, target, page, limit } = options;
  const type = options.type as JobType[] | undefined;
  const state = (options.state ?? (all ? undefined : ACTIVE)) as
    | JobState[]
    | undefined;
  return portal.ask((client, auth) =>
    client.getJobs(
      { query: { type, state, target, page, pageSize: limit } },
      auth,
    ),
  );
}
