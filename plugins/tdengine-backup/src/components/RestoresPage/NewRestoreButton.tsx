import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiHistoryLine } from '@remixicon/react';
import { tdengineRestoreExecutePermission } from 'backstage-plugin-tdengine-backup-common';
import { useAllowed } from '../../hooks/useAllowed';
import { useTranslation } from '../../hooks/useTranslation';
import { newRestoreRouteRef } from '../../routes';
import { GuardedButton } from '../shared';

/** The way to a new restore; whoever may not restore anything learns which permission it takes. */
export function NewRestoreButton() {
  const { t } = useTranslation();
  const link = useRouteRef(newRestoreRouteRef)?.();
  const { allowed } = useAllowed(tdengineRestoreExecutePermission);

  if (!allowed || !link) {
    return (
      <GuardedButton
        permission={tdengineRestoreExecutePermission}
        iconStart={<RiHistoryLine />}
        isDisabled
      >
        {t('restores.create')}
      </GuardedButton>
    );
  }
  return (
    <ButtonLink variant="primary" iconStart={<RiHistoryLine />} href={link}>
      {t('restores.create')}
    </ButtonLink>
  );
}
