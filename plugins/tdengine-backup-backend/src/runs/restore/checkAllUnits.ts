import {
  BackupSetReader,
  BackupSource,
  RestoreCheckResult,
  RestorePlan,
  RestoreUnit,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';
import { runUnits } from '../runUnits';

/**
 * Compares what is at the target with what is in the set, several units at once. The results are in the order of the
 * plan.
 */
export async function checkAllUnits(
  run: JobRun,
  options: {
    source: BackupSource;
    set: BackupSetReader;
    plan: RestorePlan;
    parallelism: number;
  },
): Promise<RestoreCheckResult[]> {
  const { source, set, plan, parallelism } = options;
  const results = new Map<string, RestoreCheckResult>();
  await runUnits<Pick<RestoreUnit, 'id'> & { unit: RestoreUnit }>(
    plan.checks.map(unit => ({ id: unit.id, unit })),
    {
      done: [],
      parallelism,
      signal: run.signal,
      run: async ({ id, unit }, signal) => {
        run.progress.setCurrent(unit.label);
        const result = await source.check({ ...run, signal }, set, plan, unit);
        results.set(id, result);
        run.progress.setFraction(results.size / plan.checks.length);
        run.reporter.log(
          result.differing === 0 ? 'info' : 'error',
          `${result.label}: ${result.sourceRows} rows at the source, ${result.fileRows} in the file, ${result.targetRows} at the target`,
        );
      },
    },
  );
  return plan.checks.flatMap(unit => results.get(unit.id) ?? []);
}

const TABLES_NAMED = 10;

/**
 * Throws an error that names the tables that differ, with the numbers.
 */
export function assertEqual(results: readonly RestoreCheckResult[]): void {
  const differing = results.reduce((sum, result) => sum + result.differing, 0);
  if (differing === 0) {
    return;
  }
  const named = results
    .flatMap(({ database, differences }) =>
      differences.map(
        ({ table, file, target }) =>
          `${database}.${table} has ${target} rows where the backup has ${file}`,
      ),
    )
    .slice(0, TABLES_NAMED);
  const more = differing - named.length;
  throw new Error(
    `What was restored is not what is in the backup: ${named.join('; ')}${
      more > 0 ? `; and ${more} more tables` : ''
    }`,
  );
}
