import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  getTdengineReference,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { Helmet } from 'react-helmet';
import { useTranslation } from '../../hooks/useTranslation';
import { BackupList } from '../BackupsPage';
import { CreateBackupDialog } from '../CreateBackupDialog';
import { PermissionGate } from '../shared';
import { DatabasePolicies } from './DatabasePolicies';
import { MissingAnnotations } from './MissingAnnotations';

/** The backups of the database that an entity stands for, and the way to a new one. */
export function EntityBackupsContent() {
  const { entity } = useEntity();
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const reference = getTdengineReference(entity);

  if (!reference) {
    return <MissingAnnotations entity={entity} />;
  }
  return (
    <PermissionGate permission={tdengineBackupQueryPermission}>
      {/* The page of the entity says whose. */}
      <Helmet title={t('entity.title')} />
      <Flex direction="column" gap="4">
        <Text as="h2" variant="title-x-small">
          {t('entity.database', reference)}
        </Text>
        <DatabasePolicies {...reference} />
        <BackupList
          of={reference}
          onCreate={() => setCreating(true)}
          createLabel={t('entity.backUpNow')}
        />
      </Flex>
      {isCreating && (
        <CreateBackupDialog
          initial={reference}
          onClose={() => setCreating(false)}
        />
      )}
    </PermissionGate>
  );
}
