import { InputError } from '@backstage/errors';

/**
 * `backup_YYYYMMDD_HHmmss` in UTC, for a policy `auto_backup_<policy>_YYYYMMDD_HHmmss`, with a number behind it from the
 * second try on.
 */
export function generateBackupName(
  time: Date,
  attempt: number,
  policyName?: string,
): string {
  const [day, clock] = time.toISOString().split('T');
  const name = [
    policyName === undefined ? 'backup' : `auto_backup_${policyName}`,
    day.replace(/-/g, ''),
    clock.slice(0, 8).replace(/:/g, ''),
  ].join('_');
  return attempt === 1 ? name : `${name}_${attempt}`;
}

/** Control, format and line-separator characters, which nobody sees and everybody trips over. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * A name that a person gave, without blanks around it. Throws an InputError naming the field.
 */
export function parseBackupName(name: string): string {
  const trimmed = name.normalize('NFC').trim();
  if (trimmed === '' || trimmed.length > 120 || UNPRINTABLE.test(trimmed)) {
    throw new InputError(
      "'name' has to have 1 to 120 characters, none of them invisible",
    );
  }
  return trimmed;
}
