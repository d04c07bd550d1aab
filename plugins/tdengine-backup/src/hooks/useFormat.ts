import { useMemo } from 'react';
import {
  formatBytes,
  formatCompactCount,
  formatCount,
  formatDateTime,
  formatDuration,
  formatPercent,
  formatRatio,
  formatRelative,
  formatTime,
} from './format';
import { useTranslation } from './useTranslation';

/** A value that may not be known yet. */
type Maybe<T> = T | undefined;

/**
 * Numbers, sizes and times as the user's language writes them; a dash for what is not known.
 * Times are ISO 8601 or milliseconds since 1970.
 */
export function useFormat() {
  const { t } = useTranslation();
  const locale = t('common.locale');
  const none = t('common.labels.none');

  return useMemo(() => {
    const known =
      <T>(format: (value: T) => string) =>
      (value: Maybe<T>) =>
        value === undefined ? none : format(value);
    const millis = (time: string | number) =>
      typeof time === 'number' ? time : Date.parse(time);

    return {
      locale,
      bytes: known((value: number) => formatBytes(value, locale)),
      count: known((value: number) => formatCount(value, locale)),
      compactCount: known((value: number) => formatCompactCount(value, locale)),
      percent: known((value: number) => formatPercent(value, locale)),
      /** `7.8`, for how many times smaller something is. */
      ratio: known((value: number) => formatRatio(value, locale)),
      /** From milliseconds. */
      duration: known((value: number) => formatDuration(value, locale)),
      dateTime: known((value: string | number) =>
        formatDateTime(millis(value), locale),
      ),
      time: known((value: string | number) =>
        formatTime(millis(value), locale),
      ),
      relative: (value: Maybe<string | number>, now: number) =>
        value === undefined ? none : formatRelative(millis(value), now, locale),
    };
  }, [locale, none]);
}
