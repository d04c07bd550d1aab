import { Container } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { tdengineBackupQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { CreateBackupDialog } from '../CreateBackupDialog';
import { PageTitle, PermissionGate } from '../shared';
import { BackupList } from './BackupList';
import { UploadBackupDialog } from './UploadBackupDialog';

/** All backups that the user may see. */
export function BackupsPage() {
  const { t } = useTranslation();
  const api = useApi(tdengineBackupApiRef);
  const [isCreating, setCreating] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );

  return (
    <Container>
      <PageTitle title={t('backups.title')} />
      <PermissionGate permission={tdengineBackupQueryPermission}>
        <BackupList
          inUrl
          instances={instances.value}
          onCreate={() => setCreating(true)}
          onUpload={() => setUploading(true)}
        />
        {isUploading && (
          <UploadBackupDialog onClose={() => setUploading(false)} />
        )}
        {isCreating && (
          <CreateBackupDialog onClose={() => setCreating(false)} />
        )}
      </PermissionGate>
    </Container>
  );
}
