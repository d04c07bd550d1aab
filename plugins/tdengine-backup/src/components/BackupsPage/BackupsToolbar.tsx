import { Button, ButtonIcon, Flex, SearchField } from '@backstage/ui';
import { RiAddLine, RiFilter3Line, RiRefreshLine } from '@remixicon/react';
import {
  Instance,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useId, useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { GuardedButton } from '../shared';
import { BackupsFilters } from './BackupsFilters';
import { UploadButton } from './UploadButton';
import { BackupsListQuery } from './useBackupsListQuery';
import styles from './BackupsToolbar.module.css';

interface Props {
  list: BackupsListQuery;
  instances?: Instance[];
  withDatabase: boolean;
  isRefreshing: boolean;
  onRefresh: () => void;
  onCreate: () => void;
  onUpload?: () => void;
  createLabel: string;
}

/** Search, filters, refresh, and the way to a new backup. */
export function BackupsToolbar(props: Props) {
  const { list, onRefresh, isRefreshing, onCreate, onUpload, createLabel } =
    props;
  const { t } = useTranslation();
  const filtersId = useId();
  const [isOpen, setOpen] = useState(list.activeFilters > 0);

  return (
    <Flex direction="column" gap="3" role="search">
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchField
            aria-label={t('backups.search')}
            placeholder={t('backups.search')}
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
            ? t('backups.filters.showActive', {
                active: String(list.activeFilters),
              })
            : t('backups.filters.show')}
        </Button>
        <ButtonIcon
          variant="secondary"
          icon={<RiRefreshLine />}
          aria-label={t('backups.refresh')}
          isPending={isRefreshing}
          onPress={onRefresh}
        />
        <span className={styles.create}>
          {onUpload && <UploadButton onPress={onUpload} />}
          <GuardedButton
            permission={tdengineBackupCreatePermission}
            iconStart={<RiAddLine />}
            onPress={onCreate}
          >
            {createLabel}
          </GuardedButton>
        </span>
      </div>
      {isOpen && (
        <div id={filtersId}>
          <BackupsFilters
            list={list}
            instances={props.instances}
            withDatabase={props.withDatabase}
          />
        </div>
      )}
    </Flex>
  );
}
