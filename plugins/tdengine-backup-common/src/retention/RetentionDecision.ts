import { RetentionReason } from './RetentionReason';

/**
 * What becomes of one backup.
 * @public
 */
export interface RetentionDecision {
  id: string;
  action: 'keep' | 'delete';
  /** All that apply, the strongest first; never empty. */
  reasons: RetentionReason[];
  /**
   * When a backup that is kept will go if nothing but time passes, ISO 8601 in UTC. Undefined where that depends on further
   * runs or on people.
   */
  goesOn?: string;
  /** Whether a backup that is kept will go because one more good backup was made. */
  goesWithNext: boolean;
}
