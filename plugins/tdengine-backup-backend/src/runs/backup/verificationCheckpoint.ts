import { JsonObject, JsonValue } from '@backstage/types';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';

const VERIFICATION = 'verification';

/**
 * Keeps what the reading back of a copy found, for an attempt that only finds the set published. Throws a
 * LeaseLostError.
 */
export async function saveVerification(
  run: JobRun,
  state: JobStateStore,
  target: string,
  report: VerificationReport,
): Promise<void> {
  await state.setCheckpoint(run.lease, VERIFICATION, {
    ...(await load(run, state)),
    [target]: report as unknown as JsonValue,
  });
}

/** By target. */
export async function loadVerifications(
  run: JobRun,
  state: JobStateStore,
): Promise<Map<string, VerificationReport>> {
  return new Map(
    Object.entries(await load(run, state)).map(([target, report]) => [
      target,
      report as unknown as VerificationReport,
    ]),
  );
}

async function load(run: JobRun, state: JobStateStore): Promise<JsonObject> {
  const value = await state.getCheckpoint(run.job.id, VERIFICATION);
  return (value ?? {}) as JsonObject;
}
