import { JsonValue } from '@backstage/types';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';

const VERIFICATION = 'verification';

/** Keeps what the reading back found, for an attempt that only finds the set published. Throws a LeaseLostError. */
export async function saveVerification(
  run: JobRun,
  state: JobStateStore,
  report: VerificationReport,
): Promise<void> {
  await state.setCheckpoint(
    run.lease,
    VERIFICATION,
    report as unknown as JsonValue,
  );
}

export async function loadVerification(
  run: JobRun,
  state: JobStateStore,
): Promise<VerificationReport | undefined> {
  const value = await state.getCheckpoint(run.job.id, VERIFICATION);
  return value as unknown as VerificationReport | undefined;
}
