import { useApi } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  Instance,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { isBackupActive, tdengineBackupApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from '../shared';
import { BackupsEmptyState } from './BackupsEmptyState';
import { BackupsTable } from './BackupsTable';
import { BackupsToolbar } from './BackupsToolbar';
import { toBackupsQuery, useBackupsListQuery } from './useBackupsListQuery';

interface Props {
  /** Only what concerns one database, as on the page of an entity. */
  of?: { instance: string; database: string };
  /** To choose from in the filters. */
  instances?: Instance[];
  /** Whether the URL carries the filters. */
  inUrl?: boolean;
  onCreate: () => void;
  /** Where backups may come in from elsewhere. */
  onUpload?: () => void;
  createLabel?: string;
}

/** Backups with search, filters, order, pages and actions; kept up to date while anything runs. */
export function BackupList(props: Props) {
  const { of, instances, inUrl, onCreate, onUpload, createLabel } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const list = useBackupsListQuery(inUrl);
  const query = toBackupsQuery(list, of);

  const page = useResource(
    JSON.stringify(query),
    signal => api.getBackups(query, { signal }),
    {
      refreshAfter: ({ items }) =>
        items.some(isBackupActive) ? REFRESH_INTERVAL_MS : undefined,
    },
  );
  const isEmpty = page.value?.totalItems === 0;

  return (
    <Flex direction="column" gap="4">
      <BackupsToolbar
        list={list}
        instances={of ? undefined : instances}
        withDatabase={of === undefined}
        isRefreshing={page.isStale}
        onRefresh={page.reload}
        onCreate={onCreate}
        onUpload={onUpload}
        createLabel={createLabel ?? t('backups.create')}
      />
      {page.error && (
        <ErrorPanel
          error={page.error}
          title={
            page.value
              ? t('common.error.staleTitle')
              : t('common.error.loadTitle')
          }
          permission={tdengineBackupQueryPermission.name}
          onRetry={page.reload}
        />
      )}
      {isEmpty && (
        <BackupsEmptyState
          isNarrowed={list.isNarrowed}
          onClear={list.clear}
          onCreate={onCreate}
          onUpload={onUpload}
          createLabel={createLabel ?? t('backups.create')}
        />
      )}
      {!isEmpty && (page.value || !page.error) && (
        <BackupsTable
          list={list}
          page={page.value}
          isStale={page.isStale}
          hidden={of ? ['instance', 'databases'] : []}
          onChanged={page.reload}
        />
      )}
    </Flex>
  );
}
