import { Button } from '@backstage/ui';
import { RiFilterOffLine, RiHistoryLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState } from '../shared';
import { NewRestoreButton } from './NewRestoreButton';

interface Props {
  isNarrowed: boolean;
  onClear: () => void;
}

/** Nothing at all, or nothing that fits. */
export function RestoresEmptyState(props: Props) {
  const { isNarrowed, onClear } = props;
  const { t } = useTranslation();
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<RiFilterOffLine />}
        title={t('restores.empty.narrowedTitle')}
        description={t('restores.empty.narrowedDescription')}
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
      icon={<RiHistoryLine />}
      title={t('restores.empty.title')}
      description={t('restores.empty.description')}
      action={<NewRestoreButton />}
    />
  );
}
