import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';

const PUBLICATION = 'publication';

/**
 * Keeps the SHA-256 of the manifest that is about to be published, by which a later attempt knows it again. Throws a
 * LeaseLostError.
 */
export async function savePublication(
  run: JobRun,
  state: JobStateStore,
  metadataSha256: string,
): Promise<void> {
  await state.setCheckpoint(run.lease, PUBLICATION, metadataSha256);
}

/** `undefined` where no attempt of this job came so far. */
export async function loadPublication(
  run: JobRun,
  state: JobStateStore,
): Promise<string | undefined> {
  const value = await state.getCheckpoint(run.job.id, PUBLICATION);
  return typeof value === 'string' ? value : undefined;
}
