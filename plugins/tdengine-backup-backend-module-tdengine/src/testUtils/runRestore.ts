import {
  BackupSetReader,
  BackupSource,
  RestoreCheckResult,
  RestorePlan,
  RestoreRequest,
  RestoreUnit,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import pLimit from 'p-limit';

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
 * @throws Error with the blockers of the plan, or naming the first table whose rows differ
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
  const limit = pLimit(request.parallelism);
  for (const wave of inWaves(plan.units)) {
    await Promise.all(
      wave.map(unit => limit(() => source.apply(run, set, plan, unit))),
    );
  }
  const checks = await Promise.all(
    plan.checks.map(unit => limit(() => source.check(run, set, plan, unit))),
  );
  const wrong = checks.find(({ differing }) => differing > 0);
  if (wrong) {
    throw new Error(
      `Rows of ${wrong.label} differ: ${JSON.stringify(wrong.differences[0])}`,
    );
  }
  return { plan, checks };
}

/** Groups of units whose predecessors are in the groups before. */
function inWaves(units: readonly RestoreUnit[]): RestoreUnit[][] {
  const waves: RestoreUnit[][] = [];
  const waveOf = new Map<string, number>();
  for (const unit of units) {
    const wave = Math.max(-1, ...unit.after.map(id => waveOf.get(id) ?? -1));
    waveOf.set(unit.id, wave + 1);
    (waves[wave + 1] ??= []).push(unit);
  }
  return waves;
}
