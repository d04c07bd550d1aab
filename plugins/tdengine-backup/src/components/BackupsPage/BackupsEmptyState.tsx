import { Button } from '@backstage/ui';
import { RiAddLine, RiDatabase2Line, RiFilterOffLine } from '@remixicon/react';
import { tdengineBackupCreatePermission } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, GuardedButton } from '../shared';

interface Props {
  isNarrowed: boolean;
  onClear: () => void;
  onCreate: () => void;
  onUpload?: () => void;
  createLabel: string;
}

/** Nothing at all, or nothing that fits. */
export function BackupsEmptyState(props: Props) {
  const { isNarrowed, onClear, onCreate, onUpload, createLabel } = props;
  const { t } = useTranslation();
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<RiFilterOffLine />}
        title={t('backups.empty.narrowedTitle')}
        description={t('backups.empty.narrowedDescription')}
        action={
          <Button variant="secondary" onPress={onClear}>
            {t('common.actions.clearFilters')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<RiDatabase2Line />}
      title={t('backups.empty.title')}
      description={[
        t('backups.empty.description'),
        onUpload && t('backups.empty.elsewhere'),
      ]
        .filter(Boolean)
        .join(' ')}
      action={
        <GuardedButton
          permission={tdengineBackupCreatePermission}
          iconStart={<RiAddLine />}
          onPress={onCreate}
        >
          {createLabel}
        </GuardedButton>
      }
    />
  );
}
