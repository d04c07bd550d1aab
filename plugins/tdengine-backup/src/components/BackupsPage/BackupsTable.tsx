import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardHeader,
  Cell,
  CellText,
  Column,
  ColumnConfig,
  Table,
  useBreakpoint,
  VisuallyHidden,
} from '@backstage/ui';
import { Backup, BackupPage } from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import {
  BackupStateBadge,
  CopiesNote,
  OwnerName,
  PinSign,
  RelativeTime,
  VerificationBadge,
} from '../shared';
import { BackupMenu } from './BackupMenu';
import { NarrowCell } from './NarrowCell';
import { SelectedBackups } from './SelectedBackups';
import { BackupsListQuery } from './useBackupsListQuery';

interface Props {
  list: BackupsListQuery;
  /** Undefined while it is loaded for the first time. */
  page: BackupPage | undefined;
  isStale: boolean;
  /** Columns that would say the same in every row. */
  hidden: string[];
  /** Called when something was done to a backup. */
  onChanged: () => void;
}

/** One page of backups. */
export function BackupsTable(props: Props) {
  const { list, page, isStale, hidden, onChanged } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { up } = useBreakpoint();
  const backupLink = useRouteRef(backupRouteRef);
  const pagination = useTableFooter({
    page: list.page,
    pageSize: list.pageSize,
    totalItems: page?.totalItems,
    onPage: number => list.change({ page: number }),
    onPageSize: pageSize => list.change({ pageSize }),
  });

  // What is chosen on another page is not seen there, and so not acted upon.
  const [selected, setSelected] = useState<ReadonlySet<string | number>>(
    new Set(),
  );

  const isMedium = up('sm');
  const isWide = up('xl');
  const columns = useMemo<ColumnConfig<Backup>[]>(() => {
    const isHidden = (id: string, fits = true) => !fits || hidden.includes(id);
    return [
      {
        id: 'name',
        label: t('backups.columns.name'),
        isRowHeader: true,
        isSortable: true,
        defaultWidth: '3fr',
        minWidth: 190,
        cell: backup =>
          isMedium ? (
            <CellText
              title={backup.name}
              leadingIcon={backup.pinned ? <PinSign /> : undefined}
              description={backup.remark}
              href={backupLink?.({ backupId: backup.id })}
            />
          ) : (
            <NarrowCell
              backup={backup}
              href={backupLink?.({ backupId: backup.id })}
            />
          ),
      },
      {
        id: 'state',
        label: t('backups.columns.state'),
        isSortable: true,
        isHidden: isHidden('state', isMedium),
        defaultWidth: 140,
        cell: backup => (
          <Cell>
            <BackupStateBadge
              state={backup.state}
              jobState={backup.job?.state}
            />
            <CopiesNote backup={backup} />
          </Cell>
        ),
      },
      {
        id: 'instance',
        label: t('backups.columns.instance'),
        isSortable: true,
        isHidden: isHidden('instance', isMedium),
        defaultWidth: '1fr',
        minWidth: 115,
        cell: ({ instance }) => <CellText title={instance} />,
      },
      {
        id: 'databases',
        label: t('backups.columns.databases'),
        isHidden: isHidden('databases', isMedium),
        defaultWidth: '1.2fr',
        minWidth: 110,
        cell: ({ databases }) => (
          <CellText title={databases.join(', ') || t('common.labels.none')} />
        ),
      },
      {
        id: 'createdAt',
        label: t('backups.columns.created'),
        isSortable: true,
        isHidden: isHidden('createdAt', isMedium),
        defaultWidth: 130,
        cell: ({ createdAt }) => (
          <Cell>
            <RelativeTime at={createdAt} />
          </Cell>
        ),
      },
      {
        id: 'sizeBytes',
        label: t('backups.columns.size'),
        isSortable: true,
        isHidden: isHidden('sizeBytes', isMedium),
        defaultWidth: 90,
        cell: ({ sizeBytes }) => <CellText title={format.bytes(sizeBytes)} />,
      },
      {
        id: 'rows',
        label: t('backups.columns.rows'),
        isSortable: true,
        isHidden: isHidden('rows', isMedium),
        defaultWidth: 120,
        cell: ({ rows }) => <CellText title={format.count(rows)} />,
      },
      {
        id: 'verification',
        label: t('backups.columns.verified'),
        isHidden: isHidden('verification', isMedium),
        defaultWidth: 120,
        cell: ({ verification }) => (
          <Cell>
            <VerificationBadge state={verification} isShort />
          </Cell>
        ),
      },
      {
        id: 'durationMs',
        label: t('backups.columns.duration'),
        isSortable: true,
        isHidden: isHidden('durationMs', isWide),
        defaultWidth: 115,
        cell: ({ durationMs }) => (
          <CellText title={format.duration(durationMs)} />
        ),
      },
      {
        id: 'owner',
        label: t('backups.columns.owner'),
        isHidden: isHidden('owner', isWide),
        defaultWidth: '1fr',
        minWidth: 110,
        cell: ({ ownerRef }) => (
          <Cell>
            <OwnerName entityRef={ownerRef} />
          </Cell>
        ),
      },
      {
        id: 'actions',
        label: t('backups.columns.actions'),
        header: () => (
          <Column id="actions" width={60}>
            <VisuallyHidden>{t('backups.columns.actions')}</VisuallyHidden>
          </Column>
        ),
        width: 60,
        cell: backup => (
          <Cell>
            <BackupMenu backup={backup} onChanged={onChanged} />
          </Cell>
        ),
      },
    ];
  }, [backupLink, format, hidden, isMedium, isWide, onChanged, t]);

  const chosen = page?.items.filter(({ id }) => selected.has(id)) ?? [];

  return (
    <Card>
      {chosen.length > 0 && (
        <CardHeader>
          <SelectedBackups
            backups={chosen}
            onClear={() => setSelected(new Set())}
            onChanged={onChanged}
          />
        </CardHeader>
      )}
      <Table
        columnConfig={columns}
        selection={{
          mode: 'multiple',
          behavior: 'toggle',
          selected,
          onSelectionChange: keys =>
            setSelected(
              new Set(keys === 'all' ? page?.items.map(({ id }) => id) : keys),
            ),
        }}
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
    </Card>
  );
}
