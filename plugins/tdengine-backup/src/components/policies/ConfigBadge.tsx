import { RiFileLockLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import { Hint, StatusBadge } from '../shared';

/** Says that a policy is written in the configuration, and where. */
export function ConfigBadge() {
  const { t } = useTranslation();
  return (
    <Hint content={t('policies.configHint')}>
      <StatusBadge
        tone="neutral"
        icon={<RiFileLockLine />}
        label={t('policies.config')}
      />
    </Hint>
  );
}
