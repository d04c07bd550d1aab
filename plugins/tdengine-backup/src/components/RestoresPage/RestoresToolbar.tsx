import { Button, ButtonIcon, Flex, SearchField } from '@backstage/ui';
import { RiFilter3Line, RiRefreshLine } from '@remixicon/react';
import { Instance } from 'backstage-plugin-tdengine-backup-common';
import { useId, useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { NewRestoreButton } from './NewRestoreButton';
import { RestoresFilters } from './RestoresFilters';
import { RestoresListQuery } from './useRestoresListQuery';
import styles from './RestoresToolbar.module.css';

interface Props {
  list: RestoresListQuery;
  instances?: Instance[];
  isRefreshing: boolean;
  onRefresh: () => void;
}

/** Search, filters, refresh, and the way to a new restore. */
export function RestoresToolbar(props: Props) {
  const { list, onRefresh, isRefreshing } = props;
  const { t } = useTranslation();
  const filtersId = useId();
  const [isOpen, setOpen] = useState(list.activeFilters > 0);

  return (
    <Flex direction="column" gap="3" role="search">
      <div className={styles.bar}>
        <SearchField
          aria-label={t('restores.search')}
          placeholder={t('restores.search')}
          className={styles.search}
          value={list.search}
          onChange={search => list.change({ search })}
        />
        <Button
          variant="secondary"
          iconStart={<RiFilter3Line />}
          aria-expanded={isOpen}
          aria-controls={isOpen ? filtersId : undefined}
          onPress={() => setOpen(!isOpen)}
        >
          {list.activeFilters > 0
            ? t('restores.filters.showActive', {
                active: String(list.activeFilters),
              })
            : t('restores.filters.show')}
        </Button>
        <ButtonIcon
          variant="secondary"
          icon={<RiRefreshLine />}
          aria-label={t('restores.refresh')}
          isPending={isRefreshing}
          onPress={onRefresh}
        />
        <span className={styles.create}>
          <NewRestoreButton />
        </span>
      </div>
      {isOpen && (
        <div id={filtersId}>
          <RestoresFilters list={list} instances={props.instances} />
        </div>
      )}
    </Flex>
  );
}
