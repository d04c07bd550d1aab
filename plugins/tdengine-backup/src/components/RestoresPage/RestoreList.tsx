import { useApi } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  Instance,
  tdengineRestoreQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive, tdengineBackupApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from '../shared';
import { RestoresEmptyState } from './RestoresEmptyState';
import { RestoresTable } from './RestoresTable';
import { RestoresToolbar } from './RestoresToolbar';
import { toRestoresQuery, useRestoresListQuery } from './useRestoresListQuery';

interface Props {
  /** To choose from in the filters. */
  instances?: Instance[];
  /** Whether the URL carries the filters. */
  inUrl?: boolean;
}

/** Restores with search, filters, order, pages and actions; kept up to date while anything runs. */
export function RestoreList(props: Props) {
  const { instances, inUrl } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const list = useRestoresListQuery(inUrl);
  const query = toRestoresQuery(list);

  const page = useResource(
    JSON.stringify(query),
    signal => api.getRestores(query, { signal }),
    {
      refreshAfter: ({ items }) =>
        items.some(isRestoreActive) ? REFRESH_INTERVAL_MS : undefined,
    },
  );
  const isEmpty = page.value?.totalItems === 0;

  return (
    <Flex direction="column" gap="4">
      <RestoresToolbar
        list={list}
        instances={instances}
        isRefreshing={page.isStale}
        onRefresh={page.reload}
      />
      {page.error && (
        <ErrorPanel
          error={page.error}
          title={
            page.value
              ? t('common.error.staleTitle')
              : t('common.error.loadTitle')
          }
          permission={tdengineRestoreQueryPermission.name}
          onRetry={page.reload}
        />
      )}
      {isEmpty && (
        <RestoresEmptyState isNarrowed={list.isNarrowed} onClear={list.clear} />
      )}
      {!isEmpty && (page.value || !page.error) && (
        <RestoresTable
          list={list}
          page={page.value}
          instances={instances}
          isStale={page.isStale}
          onChanged={page.reload}
        />
      )}
    </Flex>
  );
}
