import { InputError } from '@backstage/errors';

/**
 * `backup_YYYYMMDD_HHmmss` in UTC, with a number behind it from the second try on.
 */
export function generateBackupName(now: Date, attempt: number): string {
  const [date, time] = now.toISOString().split('T');
  const name = `backup_${date.replace(/-/g, '')}_${time
    .slice(0, 8)
    .replace(/:/g, '')}`;
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
