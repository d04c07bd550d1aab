import { useApi } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { tdengineRestoreQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { PermissionGate } from '../shared';
import { RestoreList } from './RestoreList';

/** All restores that the user may see. */
export function RestoresPage() {
  const api = useApi(tdengineBackupApiRef);
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );

  return (
    <Container>
      <PermissionGate permission={tdengineRestoreQueryPermission}>
        <RestoreList inUrl instances={instances.value} />
      </PermissionGate>
    </Container>
  );
}
