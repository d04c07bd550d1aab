import { useApi } from '@backstage/frontend-plugin-api';
import {
  CellText,
  ColumnConfig,
  Dialog,
  DialogBody,
  DialogHeader,
  Flex,
  SearchField,
  Table,
  Text,
} from '@backstage/ui';
import {
  BackupTable,
  TableRows,
  tdengineBackupGetPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useDebounced } from '../../hooks/useDebounced';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from '../shared';

const SEARCH_DELAY_MS = 300;

interface Props {
  backupId: string;
  table: BackupTable;
  onClose: () => void;
}

/** Rows per child table of one super table, by pages of the server. */
export function ChildTablesDialog(props: Props) {
  const { backupId, table, onClose } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [paging, setPaging] = useState({ page: 1, pageSize: 25 });
  const settledSearch = useDebounced(search.trim(), SEARCH_DELAY_MS);
  const query = {
    ...paging,
    database: table.database,
    table: table.table,
    search: settledSearch || undefined,
  };
  const rows = useResource(
    `rows ${backupId} ${JSON.stringify(query)}`,
    signal => api.getBackupTableRows(backupId, query, { signal }),
  );
  const pagination = useTableFooter({
    ...paging,
    totalItems: rows.value?.totalItems,
    onPage: page => setPaging({ ...paging, page }),
    onPageSize: pageSize => setPaging({ page: 1, pageSize }),
  });

  const columns = useMemo<ColumnConfig<TableRows & { id: string }>[]>(
    () => [
      {
        id: 'name',
        label: t('backupDetail.childTables.name'),
        isRowHeader: true,
        cell: ({ name }) => <CellText title={name} />,
      },
      {
        id: 'rows',
        label: t('backupDetail.childTables.rows'),
        cell: ({ rowCount }) => <CellText title={format.count(rowCount)} />,
      },
    ],
    [format, t],
  );

  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      width={640}
      height={680}
    >
      <DialogHeader>
        {t('backupDetail.childTables.title', {
          name: `${table.database}.${table.table}`,
        })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <SearchField
            aria-label={t('backupDetail.childTables.search')}
            placeholder={t('backupDetail.childTables.search')}
            value={search}
            onChange={value => {
              setSearch(value);
              setPaging({ ...paging, page: 1 });
            }}
          />
          {rows.error && (
            <ErrorPanel
              error={rows.error}
              title={t('common.error.loadTitle')}
              permission={tdengineBackupGetPermission.name}
              onRetry={rows.reload}
            />
          )}
          {rows.value?.totalItems === 0 && (
            <Text as="p" color="secondary">
              {t('backupDetail.childTables.empty')}
            </Text>
          )}
          {rows.value?.totalItems !== 0 && (rows.value || !rows.error) && (
            <Table
              columnConfig={columns}
              data={rows.value?.items.map(item => ({ ...item, id: item.name }))}
              isPending={rows.value === undefined}
              isStale={rows.isStale}
              pagination={pagination}
            />
          )}
        </Flex>
      </DialogBody>
    </Dialog>
  );
}
