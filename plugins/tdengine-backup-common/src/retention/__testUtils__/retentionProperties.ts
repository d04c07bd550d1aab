import fc from 'fast-check';
import { applyRetention, ApplyRetentionOptions, RetentionDecision } from '..';
import { arbitraryRetention } from './arbitraryRetention';

/** `PROPERTY_RUNS=10000` for who has the time. */
export const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 400) };

/** Checks it for all kinds of lists and rules. */
export function always(check: (options: ApplyRetentionOptions) => void): void {
  fc.assert(fc.property(arbitraryRetention, check), RUNS);
}

/** The decisions by the ids of their backups. */
export function decide(
  options: ApplyRetentionOptions,
): Map<string, RetentionDecision> {
  return new Map(applyRetention(options).map(it => [it.id, it]));
}

/** The ids of what stays. */
export function kept(options: ApplyRetentionOptions): Set<string> {
  return new Set(
    applyRetention(options)
      .filter(({ action }) => action === 'keep')
      .map(({ id }) => id),
  );
}
