import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  Column,
  ColumnConfig,
  Link,
  Table,
  useBreakpoint,
  VisuallyHidden,
} from '@backstage/ui';
import {
  Instance,
  Restore,
  RestorePage,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { restoreRouteRef } from '../../routes';
import { OwnerName, RelativeTime, RestoreStateBadge } from '../shared';
import { RestoreMenu } from './RestoreMenu';
import { RestoresListQuery } from './useRestoresListQuery';
import styles from './RestoresTable.module.css';

interface Props {
  list: RestoresListQuery;
  /** Undefined while it is loaded for the first time. */
  page: RestorePage | undefined;
  instances?: Instance[];
  isStale: boolean;
  /** Called when something was done to a restore. */
  onChanged: () => void;
}

/** One page of restores. */
export function RestoresTable(props: Props) {
  const { list, page, instances, isStale, onChanged } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { up } = useBreakpoint();
  const restoreLink = useRouteRef(restoreRouteRef);
  const pagination = useTableFooter({
    page: list.page,
    pageSize: list.pageSize,
    totalItems: page?.totalItems,
    onPage: number => list.change({ page: number }),
    onPageSize: pageSize => list.change({ pageSize }),
  });

  const isMedium = up('sm');
  const isWide = up('lg');
  const columns = useMemo<ColumnConfig<Restore>[]>(() => {
    const titleOf = (name: string) =>
      instances?.find(instance => instance.name === name)?.title ?? name;
    return [
      {
        id: 'restore',
        label: t('restores.columns.restore'),
        isRowHeader: true,
        defaultWidth: '2fr',
        minWidth: 170,
        cell: restore => (
          <Cell>
            <span className={styles.stack}>
              <Link
                className={styles.name}
                href={restoreLink?.({ restoreId: restore.id })}
                title={restore.backupName}
                aria-label={t('restores.open', {
                  backup: restore.backupName,
                  databases: restore.databases.join(', '),
                })}
              >
                {restore.backupName}
              </Link>
              <span className={styles.secondary} title={restore.remark}>
                {[t(`restores.mode.${restore.mode}`), restore.remark]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('restores.columns.state'),
        isSortable: true,
        defaultWidth: 140,
        cell: ({ state }) => (
          <Cell>
            <RestoreStateBadge state={state} />
          </Cell>
        ),
      },
      {
        id: 'destination',
        label: t('restores.columns.destination'),
        isHidden: !isMedium,
        defaultWidth: '1.5fr',
        minWidth: 140,
        cell: ({ databases, instance }) => (
          <CellText
            title={databases.join(', ') || t('common.labels.none')}
            description={titleOf(instance)}
          />
        ),
      },
      {
        id: 'createdAt',
        label: t('restores.columns.created'),
        isSortable: true,
        isHidden: !isMedium,
        defaultWidth: 140,
        cell: ({ createdAt }) => (
          <Cell>
            <RelativeTime at={createdAt} />
          </Cell>
        ),
      },
      {
        id: 'rows',
        label: t('restores.columns.rows'),
        isSortable: true,
        isHidden: !isMedium,
        defaultWidth: 130,
        cell: ({ rows }) => <CellText title={format.count(rows)} />,
      },
      {
        id: 'durationMs',
        label: t('restores.columns.duration'),
        isSortable: true,
        isHidden: !isMedium,
        defaultWidth: 125,
        cell: ({ durationMs }) => (
          <CellText title={format.duration(durationMs)} />
        ),
      },
      {
        id: 'createdBy',
        label: t('restores.columns.createdBy'),
        isHidden: !isWide,
        defaultWidth: '1fr',
        minWidth: 110,
        cell: ({ createdBy }) => (
          <Cell>
            <OwnerName entityRef={createdBy} />
          </Cell>
        ),
      },
      {
        id: 'actions',
        label: t('restores.columns.actions'),
        // The menus speak for themselves, but not to those who listen.
        header: () => (
          <Column id="actions" width={64}>
            <VisuallyHidden>{t('restores.columns.actions')}</VisuallyHidden>
          </Column>
        ),
        width: 64,
        cell: restore => (
          <Cell>
            <RestoreMenu restore={restore} onChanged={onChanged} />
          </Cell>
        ),
      },
    ];
  }, [format, instances, isMedium, isWide, onChanged, restoreLink, t]);

  return (
    <Table
      columnConfig={columns}
      data={page?.items}
      isPending={page === undefined}
      isStale={isStale}
      pagination={pagination}
      sort={{
        descriptor: {
          column: list.sort,
          direction: list.order === 'asc' ? 'ascending' : 'descending',
        },
        onSortChange: ({ column, direction }) =>
          list.change({
            sort: String(column),
            order: direction === 'ascending' ? 'asc' : 'desc',
          }),
      }}
    />
  );
}
