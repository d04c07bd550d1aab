import { RiPushpin2Fill } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';

/** Marks a backup that no rule removes. */
export function PinSign() {
  const { t } = useTranslation();
  const label = t('backups.pinned');
  return (
    <span role="img" aria-label={label} title={label}>
      <RiPushpin2Fill size={14} aria-hidden />
    </span>
  );
}
