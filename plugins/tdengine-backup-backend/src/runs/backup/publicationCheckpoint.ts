import { JsonObject } from '@backstage/types';
import { JobStateStore } from '../../database/JobStateStore';
import { JobRun } from '../../jobs/JobHandler';

const PUBLICATION = 'publication';

/**
 * Keeps the SHA-256 of the manifest that is about to be published on a target, by which a later attempt knows it again.
 * Throws a LeaseLostError.
 */
export async function savePublication(
  run: JobRun,
  state: JobStateStore,
  target: string,
  metadataSha256: string,
): Promise<void> {
  await state.setCheckpoint(run.lease, PUBLICATION, {
    ...Object.fromEntries(await loadPublications(run, state)),
    [target]: metadataSha256,
  });
}

/** By target; nothing where no attempt of this job came so far. */
export async function loadPublications(
  run: JobRun,
  state: JobStateStore,
): Promise<Map<string, string>> {
  const value = await state.getCheckpoint(run.job.id, PUBLICATION);
  return new Map(
    Object.entries((value ?? {}) as JsonObject).map(([target, digest]) => [
      target,
      String(digest),
    ]),
  );
}
