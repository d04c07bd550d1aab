import {
  BackupRemoval,
  describePolicyRunReason,
  describeRetentionRemoval,
  isPolicyRunReason,
  isRetentionReason,
  PolicyRun,
} from 'backstage-plugin-tdengine-backup-common';

/** Why a run did not begin or failed; in the words of the server where it says no more, as of an error. */
export function describeRunReason(
  { cause, reason }: Pick<PolicyRun, 'cause' | 'reason'>,
  language: 'en' | 'zh',
): string | undefined {
  return cause && isPolicyRunReason(cause)
    ? describePolicyRunReason(cause, language)
    : reason;
}

/** Why a rule removed the backup of a run, if one did. */
export function describeRunRemoval(
  { removal, removalReason }: Pick<PolicyRun, 'removal' | 'removalReason'>,
  language: 'en' | 'zh',
): string | undefined {
  const reasons = removal?.reasons.filter(isRetentionReason) ?? [];
  return removal && isWhole(removal, reasons)
    ? describeRetentionRemoval({ ...removal, reasons }, language)
    : removalReason;
}

function isWhole(removal: BackupRemoval, known: readonly unknown[]): boolean {
  return known.length > 0 && known.length === removal.reasons.length;
}
