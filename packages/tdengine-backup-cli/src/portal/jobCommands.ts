import { Job } from 'backstage-plugin-tdengine-backup-common';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatTime } from '../output/formatting';
import { renderTable } from '../output/renderTable';
import { findBackup } from './findBackup';
import { describeJob, exitCodeOfJob, followJob } from './followJob';
import { Portal, PortalOptions } from './Portal';

/** Lists the jobs of one backup, or those of backups and restores that have not ended. */
export async function portalJobs(
  context: CliContext,
  options: PortalOptions & { backup?: string },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const items =
    options.backup === undefined
      ? await listActive(portal)
      : await listOfBackup(portal, options.backup);
  context.output.result({ items }, () =>
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

/** Stops a backup or a restore; what it wrote is removed. */
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
  } else {
    throw CliError.refused(
      `Job ${jobId} is a '${type}': only backups and restores can be cancelled`,
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

async function listOfBackup(portal: Portal, backup: string): Promise<Job[]> {
  const { id } = await findBackup(portal, backup);
  const { items } = await portal.ask((client, auth) =>
    client.getBackupJobs({ path: { backupId: id } }, auth),
  );
  return items;
}

async function listActive(portal: Portal): Promise<Job[]> {
  const backups = await portal.ask((client, auth) =>
    client.getBackups(
      { query: { state: ['creating', 'deleting'], pageSize: 100 } },
      auth,
    ),
  );
  const restores = await portal.ask((client, auth) =>
    client.getRestores(
      { query: { state: ['queued', 'running', 'cancelling'], pageSize: 100 } },
      auth,
    ),
  );
  const jobIds = [...backups.items, ...restores.items].flatMap(
    ({ jobId }) => jobId ?? [],
  );
  return Promise.all(
    jobIds.map(jobId =>
      portal.ask((client, auth) => client.getJob({ path: { jobId } }, auth)),
    ),
  );
}
