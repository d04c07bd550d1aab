import { constants, openAsBlob, promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import {
  Backup,
  RescanResult,
  TypedResponse,
} from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes, formatCount } from '../output/formatting';
import { oneLine } from '../output/printable';
import { renderFields, renderTable } from '../output/renderTable';
import { describeJob, exitCodeOfJob, followJob } from './followJob';
import { Portal, PortalOptions } from './Portal';

/** Has a target searched for backups, and says what was found. What could not be taken in makes it a partial success. */
export async function portalRescan(
  context: CliContext,
  target: string,
  options: PortalOptions & { wait: boolean },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const begun = await portal.ask((client, auth) =>
    client.rescanTarget({ path: { target } }, auth),
  );
  if (!options.wait || !begun.job) {
    context.output.result(
      begun,
      () => `Target '${target}' is searched by job ${begun.job?.id}.`,
    );
    return exitCodes.done;
  }
  const job = await followJob(context, portal, begun.job.id);
  const ended = await portal.ask((client, auth) =>
    client.getTargetRescan({ path: { target } }, auth),
  );
  const { result } = ended;
  context.output.result(ended, () =>
    result ? renderResult(result) : describeJob(job),
  );
  return result && result.problemCount > 0
    ? exitCodes.partial
    : exitCodeOfJob(job);
}

/** Sends an archive to the portal; it is there when all of it was checked. */
export async function portalUpload(
  context: CliContext,
  file: string,
  options: PortalOptions & { targets?: string[] },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const path = resolve(context.io.cwd, file);
  // Read as it is sent, and never held in memory.
  await fs.access(path, constants.R_OK).catch(error => {
    throw CliError.usage(`'${file}' cannot be read: ${describeError(error)}`);
  });
  const body = await openAsBlob(path);
  const query = new URLSearchParams(
    (options.targets ?? []).map(name => ['target', name]),
  );
  context.output.note(
    `Sending ${formatBytes(body.size)}, which are then checked`,
  );
  const backup = await portal
    .ask<Backup>(
      async (_client, { token }) =>
        (await fetch(
          `${portal.url}/api/tdengine-backup/v1/backups/upload?${query}`,
          {
            method: 'POST',
            headers: {
              Authorization: `Bearer ${token}`,
              'Content-Type': 'application/octet-stream',
            },
            body,
            redirect: 'manual',
            signal: context.signal,
          },
        )) as TypedResponse<Backup>,
    )
    .catch(error => {
      // It is the archive that is not taken.
      throw error.name === 'InputError'
        ? CliError.refused(error.message)
        : error;
    });
  context.output.result(
    backup,
    () =>
      `Backup '${oneLine(backup.name)}' (${
        backup.id
      }) was checked and taken in: ${formatCount(
        backup.rows ?? 0,
      )} rows of ${formatCount(backup.tables ?? 0)} tables.`,
  );
  return exitCodes.done;
}

function renderResult({
  found,
  added,
  copiesAdded,
  missing,
  problems,
  problemCount,
}: RescanResult): string {
  const fields = renderFields([
    ['Found', formatCount(found)],
    ['New backups', formatCount(added)],
    ['New copies', formatCount(copiesAdded)],
    ['Missing copies', formatCount(missing)],
    ['Not taken in', formatCount(problemCount)],
  ]);
  return problems.length === 0
    ? fields
    : [
        fields,
        renderTable(problems, [
          { title: 'PLACE', value: ({ place }) => place },
          { title: 'REASON', value: ({ reason }) => reason },
        ]),
      ].join('\n\n');
}
