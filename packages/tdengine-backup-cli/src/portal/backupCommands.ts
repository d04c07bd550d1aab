import {
  Backup,
  BackupScope,
  Packaging,
} from 'backstage-plugin-tdengine-backup-common';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes, formatCount, formatTime } from '../output/formatting';
import { oneLine } from '../output/printable';
import { renderFields, renderTable } from '../output/renderTable';
import { findBackup } from './findBackup';
import { describeJob, exitCodeOfJob, followJob } from './followJob';
import { Portal, PortalOptions } from './Portal';

/** What to back up. */
export interface BackupOptions extends PortalOptions {
  instance: string;
  databases?: string[];
  tables?: string[];
  exclude?: string[];
  name?: string;
  remark?: string;
  format?: string;
  packaging?: Packaging;
  targets?: string[];
  encrypt?: boolean;
  /** False where it is turned off. */
  verify: boolean;
  idempotencyKey?: string;
  wait?: boolean;
}

/** Begins a backup, and waits for it where that is wanted. */
export async function portalBackup(
  context: CliContext,
  options: BackupOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { instance, name, remark, format, packaging, targets, encrypt } =
    options;
  const body = {
    instance,
    scope: toScope(options),
    ...(options.verify ? {} : { verify: false }),
    ...(name !== undefined && { name }),
    ...(remark !== undefined && { remark }),
    ...(format !== undefined && { format }),
    ...(packaging !== undefined && { packaging }),
    ...(targets !== undefined && { targets }),
    ...(encrypt !== undefined && { encrypt }),
    ...(options.idempotencyKey !== undefined && {
      idempotencyKey: options.idempotencyKey,
    }),
  };
  const backup = await portal.ask((client, auth) =>
    client.createBackup({ body }, auth),
  );
  if (!options.wait || backup.jobId === undefined) {
    context.output.result(
      backup,
      () =>
        `Backup '${backup.name}' (${backup.id}) is queued as job ${backup.jobId}.`,
    );
    return exitCodes.done;
  }
  context.output.note(`Backup '${backup.name}' (${backup.id}) has begun`);
  const job = await followJob(context, portal, backup.jobId);
  const ended = await findBackup(portal, backup.id);
  context.output.result(ended, () => renderBackup(ended));
  if (job.state !== 'succeeded') {
    context.output.error(describeJob(job));
  }
  return exitCodeOfJob(job);
}

/** Lists the newest backups of the portal. */
export async function portalList(
  context: CliContext,
  options: PortalOptions & {
    instance?: string;
    database?: string;
    limit: number;
  },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { instance, database, limit } = options;
  const page = await portal.ask((client, auth) =>
    client.getBackups(
      {
        query: {
          pageSize: limit,
          sort: 'createdAt',
          order: 'desc',
          ...(instance !== undefined && { instance: [instance] }),
          ...(database !== undefined && { database: [database] }),
        },
      },
      auth,
    ),
  );
  context.output.result(page, () =>
    page.items.length === 0
      ? 'There are no such backups.'
      : [
          renderTable(page.items, [
            { title: 'ID', value: ({ id }) => id },
            { title: 'NAME', value: ({ name }) => name },
            { title: 'BEGUN (UTC)', value: item => formatTime(item.createdAt) },
            { title: 'INSTANCE', value: item => item.instance },
            {
              title: 'DATABASES',
              value: ({ databases }) => databases.join(', '),
            },
            { title: 'STATE', value: ({ state }) => state },
            { title: 'VERIFIED', value: item => item.verification },
            {
              title: 'ROWS',
              value: ({ rows }) =>
                rows === undefined ? '' : formatCount(rows),
              align: 'right',
            },
            {
              title: 'SIZE',
              value: ({ sizeBytes }) =>
                sizeBytes === undefined ? '' : formatBytes(sizeBytes),
              align: 'right',
            },
          ]),
          ...(page.totalItems > page.items.length
            ? [
                `${formatCount(page.items.length)} of ${formatCount(
                  page.totalItems,
                )}; see more with --limit`,
              ]
            : []),
        ].join('\n'),
  );
  return exitCodes.done;
}

/** Says what the portal knows of one backup. */
export async function portalShow(
  context: CliContext,
  idOrName: string,
  options: PortalOptions,
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { id } = await findBackup(portal, idOrName);
  const backup = await findBackup(portal, id);
  context.output.result(backup, () => renderBackup(backup));
  return exitCodes.done;
}

/** Verifies a backup where it lies. */
export async function portalVerify(
  context: CliContext,
  idOrName: string,
  options: PortalOptions & { deep?: boolean; wait?: boolean },
): Promise<ExitCode> {
  const portal = await Portal.create(context, options);
  const { id } = await findBackup(portal, idOrName);
  const backup = await portal.ask((client, auth) =>
    client.verifyBackup(
      {
        path: { backupId: id },
        body: { ...(options.deep && { deep: true }) },
      },
      auth,
    ),
  );
  if (!options.wait || backup.verifyJobId === undefined) {
    context.output.result(
      backup,
      () =>
        `The verification of '${backup.name}' is queued as job ${backup.verifyJobId}.`,
    );
    return exitCodes.done;
  }
  const job = await followJob(context, portal, backup.verifyJobId);
  const ended = await findBackup(portal, id);
  context.output.result(
    ended,
    // What the backup is said to be can be the result of an earlier one.
    () => {
      const how =
        job.state === 'succeeded'
          ? 'verified'
          : `verification ${job.state.replace('-', ' ')}`;
      return `${oneLine(ended.name)}: ${how}\n${describeJob(job)}`;
    },
  );
  return exitCodeOfJob(job);
}

function toScope(options: BackupOptions): BackupScope {
  const { databases = [], tables = [], exclude = [] } = options;
  const byDatabase = new Map<string, string[]>();
  for (const text of tables) {
    const dot = text.indexOf('.');
    if (dot < 1 || dot === text.length - 1) {
      throw CliError.usage(
        `'${text}' does not say which database it is of: write database.table`,
      );
    }
    const database = text.slice(0, dot);
    byDatabase.set(database, [
      ...(byDatabase.get(database) ?? []),
      text.slice(dot + 1),
    ]);
  }
  const all = databases.length + tables.length === 0;
  return {
    ...(all && { all }),
    ...(databases.length > 0 && { databases }),
    ...(byDatabase.size > 0 && {
      tables: [...byDatabase].map(([database, include]) => ({
        database,
        include,
      })),
    }),
    ...(exclude.length > 0 && { exclude }),
  };
}

function describeEncryption({ encrypted, encryptionKeyId }: Backup): string {
  if (!encrypted) {
    return 'no';
  }
  return encryptionKeyId === undefined ? 'yes' : `with key ${encryptionKeyId}`;
}

function renderBackup(backup: Backup): string {
  return renderFields([
    ['Backup', backup.name],
    ['ID', backup.id],
    ['State', backup.state],
    ['Verification', backup.verification],
    ['Begun', `${formatTime(backup.createdAt)} UTC, by ${backup.createdBy}`],
    ['Instance', backup.instance],
    ['Holds', backup.scopeSummary],
    ['Stored as', `${backup.format}, ${backup.packaging}`],
    ['Encrypted', describeEncryption(backup)],
    [
      'Contents',
      backup.rows === undefined
        ? undefined
        : `${formatCount(backup.tables ?? 0)} tables, ${formatCount(
            backup.rows,
          )} rows`,
    ],
    [
      'Size',
      backup.sizeBytes === undefined
        ? undefined
        : formatBytes(backup.sizeBytes),
    ],
    ...backup.copies.map(({ target, state, error }): [string, string] => [
      `Copy on ${target}`,
      error ? `${state}: ${error}` : state,
    ]),
    ['Policy', backup.policyName],
    ['Job', backup.jobId],
    ['Error', backup.error],
  ]);
}
