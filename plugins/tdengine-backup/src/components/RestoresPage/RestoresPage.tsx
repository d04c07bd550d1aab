import { useApi } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { tdengineRestoreQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { PageTitle, PermissionGate } from '../shared';
import { RestoreList } from './RestoreList';

/** All restores that the user may see. */
export function RestoresPage() {
  const { t } = useTranslation();
  const api = useApi(tdengineBackupApiRef);
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );

  return (
    <Container>
      <PageTitle title={t('restores.title')} />
      <PermissionGate permission={tdengineRestoreQueryPermission}>
        <RestoreList inUrl instances={instances.value} />
      </PermissionGate>
    </Container>
  );
}
