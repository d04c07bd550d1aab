import { NotFoundError } from '@backstage/errors';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupSetReader,
  DeepVerifiedTable,
  VerifyingSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';
import { JobRun } from '../../jobs/JobHandler';
import { SourceRegistry } from '../SourceRegistry';

/**
 * Adds to a report how the values in the backup stand to those at the source. A difference counts as a problem of the
 * backup only where nothing was written to the database since: elsewhere it may be a later update.
 */
export async function compareWithSource(
  run: JobRun,
  set: BackupSetReader,
  report: VerificationReport,
  options: { sources: SourceRegistry; backup: StoredBackup },
): Promise<VerificationReport> {
  const { instance } = options.backup;
  const { source } = options.sources.ofInstance(instance);
  if (!source.verifyDeep) {
    throw new NotFoundError(
      `Backups of '${source.type}' cannot be compared with their source; verify without it`,
    );
  }
  run.reporter.log('info', `Comparing the values with instance '${instance}'`);
  const deep = await source.verifyDeep(
    run,
    VerifyingSetReader.create(set),
    instance,
  );
  const unmoved = new Set(deep.unmovedDatabases);
  const differing = deep.tables.filter(table => table.differingTables > 0);
  const problems = differing
    .filter(({ database }) => unmoved.has(database))
    .map(table => ({
      path: `${table.database}.${table.stable}`,
      problem: 'rows' as const,
      message: `${sentence(
        table,
      )}, though nothing was written to the database since`,
    }));
  for (const table of differing.filter(item => !unmoved.has(item.database))) {
    run.reporter.log(
      'warn',
      `${sentence(table)}; rows may have been overwritten since`,
    );
  }
  const sum = (count: (table: DeepVerifiedTable) => number) =>
    deep.tables.reduce((total, table) => total + count(table), 0);
  run.reporter.log(
    'info',
    `${sum(table => table.equalTables)} tables with ${sum(
      table => table.equalRows,
    )} rows are the same at the source, ${sum(
      table => table.changedTables,
    )} have another number of rows by now, ${sum(
      table => table.differingTables,
    )} have other values`,
  );
  return {
    ...report,
    ok: problems.length === 0,
    finishedAt: new Date().toISOString(),
    problems,
    problemCount: problems.length,
    deep,
  };
}

function sentence(table: DeepVerifiedTable): string {
  const { database, stable, differingTables, differing } = table;
  return `Values of ${differingTables} tables of '${database}.${stable}' are not those at the source (${differing
    .map(name => `'${name}'`)
    .join(', ')})`;
}
