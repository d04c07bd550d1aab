import { useFormat } from '../../hooks/useFormat';
import { Translate } from '../../hooks/useTranslation';

/** From when to when, in words; all rows where there is no limit. */
export function describePeriod(
  range: { from?: string; to?: string },
  t: Translate,
  format: ReturnType<typeof useFormat>,
): string {
  const { from, to } = range;
  if (from && to) {
    return t('restoreWizard.confirm.periodBetween', {
      from: format.dateTime(from),
      to: format.dateTime(to),
    });
  }
  if (from) {
    return t('restoreWizard.confirm.periodFrom', {
      from: format.dateTime(from),
    });
  }
  return to
    ? t('restoreWizard.confirm.periodTo', { to: format.dateTime(to) })
    : t('restoreWizard.contents.allRows');
}
