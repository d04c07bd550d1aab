import { useMemo } from 'react';
import { useTranslation } from './useTranslation';

/** `21 Nov` for `2026-11-21`: days of figures are days in UTC, whatever the zone of the reader. */
export function useFormatDay(): (day: string) => string {
  const { t } = useTranslation();
  const locale = t('common.locale');
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
    return day => format.format(Date.parse(day));
  }, [locale]);
}
