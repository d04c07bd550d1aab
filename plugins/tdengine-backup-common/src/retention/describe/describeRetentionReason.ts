import { DateTime } from 'luxon';
import { RetentionReason } from '../RetentionReason';
import { reasonInChinese } from './reasonInChinese';
import { reasonInEnglish } from './reasonInEnglish';
import { ReasonWords } from './ReasonWords';
import { RetentionLanguage } from './RetentionLanguage';

/**
 * How moments and backups are written.
 * @public
 */
export interface DescribeRetentionOptions {
  /** IANA name of the zone for moments; UTC where none is given. */
  timeZone?: string;
  /** What a backup is called; its id where there is no name. */
  nameOf?: (id: string) => string | undefined;
}

/**
 * A reason in words, as a clause that can follow "because": `it is pinned`.
 * @public
 */
export function describeRetentionReason(
  reason: RetentionReason,
  language: RetentionLanguage,
  options: DescribeRetentionOptions = {},
): string {
  const words = reasonWords(options);
  return language === 'zh'
    ? reasonInChinese(reason, words)
    : reasonInEnglish(reason, words);
}

/** @internal */
export function reasonWords({
  timeZone = 'UTC',
  nameOf,
}: DescribeRetentionOptions): ReasonWords {
  return {
    moment: instant =>
      DateTime.fromISO(instant, { zone: timeZone }).toFormat(
        'yyyy-MM-dd HH:mm ZZ',
      ),
    name: id => nameOf?.(id) ?? id,
  };
}
