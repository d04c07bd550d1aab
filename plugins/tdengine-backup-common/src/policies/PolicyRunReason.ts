/**
 * Why a run of a policy did not begin.
 *
 * - `runNotOver`: the run before it was not over.
 * - `otherRunWaits`: another one waits for that already.
 * - `tooLate`: nothing ran at that time, and the grace time is over.
 * - `disabled`, `deleted`: the policy was, while it waited.
 * - `switchedOff`: the configuration lets no policy run by itself.
 * - `paused`: all policies were; `by` is an entity, `note` what they said about it.
 *
 * @public
 */
export type PolicyRunReason =
  | { code: 'runNotOver' }
  | { code: 'otherRunWaits' }
  | { code: 'tooLate' }
  | { code: 'disabled' }
  | { code: 'deleted' }
  | { code: 'switchedOff' }
  | { code: 'paused'; by?: string; note?: string };
