import { RiUploadLine } from '@remixicon/react';
import { tdengineBackupImportPermission } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { GuardedButton } from '../shared';

/** The way to take in a backup that was made elsewhere. */
export function UploadButton(props: { onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <GuardedButton
      permission={tdengineBackupImportPermission}
      variant="secondary"
      iconStart={<RiUploadLine />}
      onPress={props.onPress}
    >
      {t('backups.upload.action')}
    </GuardedButton>
  );
}
