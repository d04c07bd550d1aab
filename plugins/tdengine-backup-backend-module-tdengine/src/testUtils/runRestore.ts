import {
  applyAllUnits,
  assertEqual,
  BackupSetReader,
  BackupSource,
  checkAllUnits,
  RestoreCheckResult,
  RestorePlan,
  RestoreRequest,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * What to restore, and where to.
 *
 * @public
 */
export interface RunRestoreOptions {
  /** Writes into the instance. */
  source: BackupSource;
  /** Its signal ends the restore, its journal knows what it did. */
  run: RunContext;
  /** The backup. */
  set: BackupSetReader;
  /** What is left out: everything, under the same names, where nothing exists. */
  request: Pick<RestoreRequest, 'instance'> & Partial<RestoreRequest>;
}

/**
 * Restores the plain way: plans, does all units in their order, checks. For tests and checks of a source without the
 * backend's engine; checksums are not compared, nothing is resumed and nothing rolled back.
 *
 * @throws Error with the blockers of the plan, or naming the tables whose rows differ
 * @public
 */
export async function runRestore(
  options: RunRestoreOptions,
): Promise<{ plan: RestorePlan; checks: RestoreCheckResult[] }> {
  const { source, run, set } = options;
  const request: RestoreRequest = {
    conflict: 'refuse',
    batchSize: 1000,
    parallelism: 2,
    ...options.request,
  };
  const plan = await source.planRestore(run, set, request);
  if (plan.blockers.length > 0) {
    throw new Error(plan.blockers.join('\n'));
  }
  const work = { source, set, plan, parallelism: request.parallelism };
  await applyAllUnits(run, { ...work, mayRetry: () => false });
  const checks = await checkAllUnits(run, work);
  assertEqual(checks);
  return { plan, checks };
}
