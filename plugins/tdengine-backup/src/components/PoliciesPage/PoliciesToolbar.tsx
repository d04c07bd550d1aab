import { Button, ButtonIcon, Flex, SearchField } from '@backstage/ui';
import {
  RiFilter3Line,
  RiPauseCircleLine,
  RiRefreshLine,
} from '@remixicon/react';
import {
  Policy,
  tdengineBackupPolicyEnablePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useId, useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import styles from '../BackupsPage/BackupsToolbar.module.css';
import { GuardedButton } from '../shared';
import { NewPolicyButton } from './NewPolicyButton';
import { PoliciesFilters } from './PoliciesFilters';
import { PoliciesListQuery } from './usePoliciesListQuery';

interface Props {
  list: PoliciesListQuery;
  policies: Policy[];
  isRefreshing: boolean;
  onRefresh: () => void;
  /** Absent where there is nothing to pause, or all is paused already. */
  onPause?: () => void;
}

/** Search, filters, refresh, a stop for everything, and the way to a new policy. */
export function PoliciesToolbar(props: Props) {
  const { list, policies, isRefreshing, onRefresh, onPause } = props;
  const { t } = useTranslation();
  const filtersId = useId();
  const [isOpen, setOpen] = useState(list.activeFilters > 0);

  return (
    <Flex direction="column" gap="3" role="search">
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchField
            aria-label={t('policies.search')}
            placeholder={t('policies.search')}
            value={list.search}
            onChange={search => list.change({ search })}
          />
        </div>
        <Button
          variant="secondary"
          iconStart={<RiFilter3Line />}
          aria-expanded={isOpen}
          aria-controls={isOpen ? filtersId : undefined}
          onPress={() => setOpen(!isOpen)}
        >
          {list.activeFilters > 0
            ? t('policies.filters.showActive', {
                active: String(list.activeFilters),
              })
            : t('policies.filters.show')}
        </Button>
        <ButtonIcon
          variant="secondary"
          icon={<RiRefreshLine />}
          aria-label={t('policies.refresh')}
          isPending={isRefreshing}
          onPress={onRefresh}
        />
        <span className={styles.create}>
          <Flex gap="2" align="center">
            {onPause && (
              <GuardedButton
                permission={tdengineBackupPolicyEnablePermission}
                variant="secondary"
                iconStart={<RiPauseCircleLine />}
                onPress={onPause}
              >
                {t('policies.scheduler.pause')}
              </GuardedButton>
            )}
            <NewPolicyButton />
          </Flex>
        </span>
      </div>
      {isOpen && (
        <div id={filtersId}>
          <PoliciesFilters list={list} policies={policies} />
        </div>
      )}
    </Flex>
  );
}
