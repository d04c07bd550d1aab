import { Button } from '@backstage/ui';
import { RiCalendarScheduleLine, RiFilterOffLine } from '@remixicon/react';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState } from '../shared';
import { NewPolicyButton } from './NewPolicyButton';

interface Props {
  isNarrowed: boolean;
  onClear: () => void;
}

/** Nothing at all, or nothing that fits. */
export function PoliciesEmptyState(props: Props) {
  const { isNarrowed, onClear } = props;
  const { t } = useTranslation();
  return isNarrowed ? (
    <EmptyState
      icon={<RiFilterOffLine />}
      title={t('policies.empty.narrowedTitle')}
      description={t('policies.empty.narrowedDescription')}
      action={
        <Button variant="secondary" onPress={onClear}>
          {t('common.actions.clearFilters')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={<RiCalendarScheduleLine />}
      title={t('policies.empty.title')}
      description={t('policies.empty.description')}
      action={<NewPolicyButton />}
    />
  );
}
