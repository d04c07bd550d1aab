/**
 * How long work in progress of a job stays that this database does not know. Somebody else's portal may share the place, and
 * be in the middle of it: what nobody touched for so long is of a portal that is gone, or of a database that was lost.
 */
export const STRANGE_WORK_KEPT_MS = 7 * 24 * 3_600_000;

/** What is known of the job that some work in progress belongs to. */
export type WorkOwner = 'active' | 'ended' | 'unknown';
