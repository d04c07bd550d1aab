import { runUnits, RunContext } from '../run';
import { BackupSetReader } from '../set';
import { BackupSource, RestoreCheckResult, RestorePlan } from '../source';

/**
 * Compares what is at the target with what is in the set, several units at once, and logs the numbers of each.
 *
 * @returns the results in the order of the plan
 * @public
 */
export async function checkAllUnits(
  run: RunContext,
  options: {
    source: BackupSource;
    set: BackupSetReader;
    plan: RestorePlan;
    parallelism: number;
    /** Called when a unit begins and when it ends; `fraction` is 0–1. */
    onProgress?: (progress: { fraction: number; current: string }) => void;
  },
): Promise<RestoreCheckResult[]> {
  const { source, set, plan, parallelism, onProgress } = options;
  const results = new Map<string, RestoreCheckResult>();

  function tell(current: string): void {
    onProgress?.({ fraction: results.size / plan.checks.length, current });
  }

  await runUnits(
    plan.checks.map(unit => ({ id: unit.id, unit })),
    {
      done: [],
      parallelism,
      signal: run.signal,
      run: async ({ id, unit }, signal) => {
        tell(unit.label);
        const result = await source.check({ ...run, signal }, set, plan, unit);
        results.set(id, result);
        tell(unit.label);
        run.reporter.log(
          result.differing === 0 ? 'info' : 'error',
          `${result.label}: ${result.sourceRows} rows at the source, ${result.fileRows} in the file, ${result.targetRows} at the target`,
        );
      },
    },
  );
  return plan.checks.flatMap(unit => results.get(unit.id) ?? []);
}
