import {
  Cell,
  CellText,
  ColumnConfig,
  Table,
  useBreakpoint,
} from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { ProgressBar } from '../shared';

/** Somebody who takes room. */
export interface UsageRow {
  id: string;
  name: string;
  description?: string;
  href?: string;
  backups: number;
  usedBytes: number;
}

interface Props {
  /** What the rows are, for the heading of their names. */
  label: string;
  /** The largest first. */
  rows: UsageRow[];
}

const FIRST_PAGE_SIZE = 10;

/** Who takes how much, a page at a time. */
export function UsageTable(props: Props) {
  const { label, rows } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isMedium = useBreakpoint().up('sm');
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(FIRST_PAGE_SIZE);
  const last = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(page, last);
  const pagination = useTableFooter({
    page: current,
    pageSize,
    totalItems: rows.length,
    onPage: setPage,
    onPageSize: size => {
      setPageSize(size);
      setPage(1);
    },
  });
  const total = rows.reduce((sum, { usedBytes }) => sum + usedBytes, 0);

  const columns = useMemo<ColumnConfig<UsageRow>[]>(
    () => [
      {
        id: 'name',
        label,
        isRowHeader: true,
        defaultWidth: '3fr',
        minWidth: 140,
        cell: ({ name, description, href }) => (
          <CellText title={name} description={description} href={href} />
        ),
      },
      {
        id: 'backups',
        label: t('storage.columns.backups'),
        defaultWidth: '1fr',
        minWidth: 100,
        cell: ({ backups }) => <CellText title={format.count(backups)} />,
      },
      {
        id: 'used',
        label: t('storage.columns.used'),
        defaultWidth: '1fr',
        minWidth: 90,
        cell: ({ usedBytes }) => <CellText title={format.bytes(usedBytes)} />,
      },
      {
        id: 'share',
        label: t('storage.columns.share'),
        // Two figures say it where there is no room.
        isHidden: !isMedium,
        defaultWidth: '1fr',
        minWidth: 90,
        cell: ({ name, usedBytes }) => (
          <Cell>
            <ProgressBar
              label={name}
              percent={total === 0 ? 0 : (100 * usedBytes) / total}
            />
          </Cell>
        ),
      },
    ],
    [format, isMedium, label, t, total],
  );

  return (
    <Table
      columnConfig={columns}
      data={rows.slice((current - 1) * pageSize, current * pageSize)}
      pagination={pagination}
    />
  );
}
