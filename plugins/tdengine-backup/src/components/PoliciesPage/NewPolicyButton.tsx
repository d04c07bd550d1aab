import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { tdengineBackupPolicyCreatePermission } from 'backstage-plugin-tdengine-backup-common';
import { useAllowed } from '../../hooks/useAllowed';
import { useTranslation } from '../../hooks/useTranslation';
import { newPolicyRouteRef } from '../../routes';
import { GuardedButton } from '../shared';

/** The way to the editor, for those who may create policies. */
export function NewPolicyButton() {
  const { t } = useTranslation();
  const newLink = useRouteRef(newPolicyRouteRef);
  const { allowed } = useAllowed(tdengineBackupPolicyCreatePermission);
  return allowed ? (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={newLink?.()}>
      {t('policies.create')}
    </ButtonLink>
  ) : (
    <GuardedButton permission={tdengineBackupPolicyCreatePermission}>
      {t('policies.create')}
    </GuardedButton>
  );
}
