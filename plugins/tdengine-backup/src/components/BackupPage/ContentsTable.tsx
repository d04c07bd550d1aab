import {
  Cell,
  CellText,
  ColumnConfig,
  Table,
  useBreakpoint,
} from '@backstage/ui';
import {
  BackupContents,
  BackupTable,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { AgreementBadge } from './AgreementBadge';
import styles from './BackupPage.module.css';

type Item = BackupTable & { id: string };

interface Paging {
  page: number;
  pageSize: number;
}

interface Props {
  contents: BackupContents | undefined;
  isStale: boolean;
  paging: Paging;
  onPaging: (paging: Paging) => void;
  /** Asked for the child tables of a super table. */
  onDrill: (table: BackupTable) => void;
}

/** One page of the tables in a backup. */
export function ContentsTable(props: Props) {
  const { contents, isStale, paging, onPaging, onDrill } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isWide = useBreakpoint().up('md');
  const pagination = useTableFooter({
    ...paging,
    totalItems: contents?.totalItems,
    onPage: page => onPaging({ ...paging, page }),
    onPageSize: pageSize => onPaging({ page: 1, pageSize }),
  });

  const columns = useMemo<ColumnConfig<Item>[]>(() => {
    const sourceRows = (table: BackupTable) =>
      table.sourceRowsBefore === table.sourceRowsAfter
        ? format.count(table.sourceRowsAfter)
        : t('backupDetail.contents.sourceRange', {
            before: format.count(table.sourceRowsBefore),
            after: format.count(table.sourceRowsAfter),
          });
    return [
      {
        id: 'table',
        label: t('backupDetail.contents.columns.table'),
        isRowHeader: true,
        defaultWidth: '3fr',
        minWidth: 160,
        cell: table => (
          <Cell>
            <span className={styles.name}>
              {table.kind === 'superTable' ? (
                <button
                  type="button"
                  className={styles.drill}
                  title={table.table}
                  aria-label={t('backupDetail.contents.drill', {
                    name: `${table.database}.${table.table}`,
                  })}
                  onClick={() => onDrill(table)}
                >
                  {table.table}
                </button>
              ) : (
                <span className={styles.ellipsis} title={table.table}>
                  {table.table}
                </span>
              )}
              <span className={`${styles.ellipsis} ${styles.secondary}`}>
                {table.database} · {t(`common.objectKind.${table.kind}`)}
              </span>
            </span>
          </Cell>
        ),
      },
      {
        id: 'tables',
        label: t('backupDetail.contents.columns.tables'),
        isHidden: !isWide,
        defaultWidth: 90,
        cell: table => <CellText title={format.count(table.tableCount)} />,
      },
      {
        id: 'source',
        label: t('backupDetail.contents.columns.source'),
        isHidden: !isWide,
        defaultWidth: '1.4fr',
        minWidth: 150,
        cell: table => <CellText title={sourceRows(table)} />,
      },
      {
        id: 'file',
        label: t('backupDetail.contents.columns.file'),
        defaultWidth: '1.2fr',
        minWidth: 140,
        cell: table => <CellText title={format.count(table.rowCount)} />,
      },
      {
        id: 'match',
        label: t('backupDetail.contents.columns.match'),
        defaultWidth: '1.2fr',
        minWidth: 120,
        cell: table => (
          <Cell>
            <AgreementBadge table={table} />
          </Cell>
        ),
      },
      {
        id: 'size',
        label: t('backupDetail.contents.columns.size'),
        isHidden: !isWide,
        defaultWidth: 100,
        cell: table => <CellText title={format.bytes(table.sizeBytes)} />,
      },
      {
        id: 'files',
        label: t('backupDetail.contents.columns.files'),
        isHidden: !isWide,
        defaultWidth: 80,
        cell: table => <CellText title={format.count(table.files)} />,
      },
    ];
  }, [format, isWide, onDrill, t]);

  return (
    <Table
      columnConfig={columns}
      data={contents?.items.map(table => ({
        ...table,
        id: `${table.database}.${table.table}`,
      }))}
      isPending={contents === undefined}
      isStale={isStale}
      pagination={pagination}
    />
  );
}
