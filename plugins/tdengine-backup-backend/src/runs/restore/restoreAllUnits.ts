import {
  applyAllUnits,
  AppliedUnit,
  BackupSetReader,
  BackupSource,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-node';
import { JobStateStore } from '../../database/JobStateStore';
import { LeaseLostError } from '../../jobs/errors';
import { JobRun } from '../../jobs/JobHandler';
import { faultPoint } from '../faultPoints';

/** Writes all units of a plan within a job that records each of them, and goes on where an earlier attempt ended. */
export async function restoreAllUnits(
  run: JobRun,
  options: {
    source: BackupSource;
    set: BackupSetReader;
    plan: RestorePlan;
    state: JobStateStore;
    parallelism: number;
  },
): Promise<AppliedUnit> {
  const { state, ...work } = options;
  run.progress.setTotals(work.plan.totals);
  const written = await state.listUnits(run.job.id);
  return applyAllUnits(run, {
    ...work,
    written: written as Map<string, AppliedUnit>,
    record: async (unit, result) => {
      faultPoint('restore.before-record');
      await state.recordUnit(run.lease, unit.id, { ...result });
      faultPoint('restore.after-unit');
    },
    mayRetry: error => !(error instanceof LeaseLostError),
    onProgress: ({ done, fraction, current }) => {
      run.progress.setFinished(done);
      run.progress.setCurrent(current);
      run.progress.setFraction(fraction);
    },
  });
}
