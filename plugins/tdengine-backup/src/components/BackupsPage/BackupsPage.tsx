import { Container } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { tdengineBackupQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { CreateBackupDialog } from '../CreateBackupDialog';
import { PermissionGate } from '../shared';
import { BackupList } from './BackupList';

/** All backups that the user may see. */
export function BackupsPage() {
  const api = useApi(tdengineBackupApiRef);
  const [isCreating, setCreating] = useState(false);
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );

  return (
    <Container>
      <PermissionGate permission={tdengineBackupQueryPermission}>
        <BackupList
          inUrl
          instances={instances.value}
          onCreate={() => setCreating(true)}
        />
        {isCreating && (
          <CreateBackupDialog onClose={() => setCreating(false)} />
        )}
      </PermissionGate>
    </Container>
  );
}
