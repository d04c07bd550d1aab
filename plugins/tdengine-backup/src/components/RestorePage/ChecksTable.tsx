import {
  Cell,
  CellText,
  ColumnConfig,
  SearchField,
  Switch,
  Table,
  Text,
  useBreakpoint,
} from '@backstage/ui';
import { RestoreCheck } from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { CheckResult } from './CheckResult';
import { ComparedRows } from './ComparedRows';
import { DifferencesDialog } from './DifferencesDialog';
import { filterChecks } from './checkSummary';
import styles from './RestorePage.module.css';

const PAGE_SIZE = 25;

interface Props {
  checks: RestoreCheck[];
  hasDifferences: boolean;
}

/** Rows of every table at the source, in the file and at the destination, side by side. */
export function ChecksTable(props: Props) {
  const { checks, hasDifferences } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { up } = useBreakpoint();
  const isMedium = up('sm');
  const isWide = up('md');
  const [search, setSearch] = useState('');
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(PAGE_SIZE);
  const [shown, setShown] = useState<RestoreCheck>();

  const found = useMemo(
    () => filterChecks(checks, { search, onlyDifferent }),
    [checks, search, onlyDifferent],
  );
  const pagination = useTableFooter({
    page,
    pageSize,
    totalItems: found.length,
    onPage: setPage,
    onPageSize: size => {
      setPageSize(size);
      setPage(1);
    },
  });
  const rows = found
    .slice((page - 1) * pageSize, page * pageSize)
    .map((check, index) => ({ id: `${index} ${check.label}`, check }));

  const columns: ColumnConfig<(typeof rows)[number]>[] = [
    {
      id: 'table',
      label: t('restoreDetail.report.table'),
      isRowHeader: true,
      defaultWidth: '2fr',
      minWidth: 140,
      cell: ({ check }) =>
        isMedium ? (
          <CellText title={check.table} description={check.database} />
        ) : (
          <Cell>
            <span className={styles.narrow}>
              <span>{check.table}</span>
              <span className={styles.secondary}>{check.database}</span>
              <span>
                {format.count(check.fileRows)}{' '}
                <ComparedRows
                  rows={check.targetRows}
                  with={check.fileRows}
                  tone="danger"
                />
              </span>
            </span>
          </Cell>
        ),
    },
    {
      id: 'tables',
      label: t('restoreDetail.report.tables'),
      isHidden: !isWide,
      defaultWidth: 90,
      cell: ({ check }) => <CellText title={format.count(check.tables)} />,
    },
    {
      id: 'source',
      label: t('restoreDetail.report.source'),
      isHidden: !isWide,
      defaultWidth: '1fr',
      minWidth: 110,
      cell: ({ check }) => <CellText title={format.count(check.sourceRows)} />,
    },
    {
      id: 'file',
      label: t('restoreDetail.report.file'),
      isHidden: !isWide,
      defaultWidth: '1fr',
      minWidth: 130,
      cell: ({ check }) => (
        <Cell>
          <ComparedRows
            rows={check.fileRows}
            with={check.sourceRows}
            tone="neutral"
          />
        </Cell>
      ),
    },
    {
      id: 'target',
      label: t('restoreDetail.report.target'),
      isHidden: !isMedium,
      defaultWidth: '1fr',
      minWidth: 130,
      cell: ({ check }) => (
        <Cell>
          <ComparedRows
            rows={check.targetRows}
            with={check.fileRows}
            tone="danger"
          />
        </Cell>
      ),
    },
    {
      id: 'method',
      label: t('restoreDetail.report.method'),
      isHidden: !isWide,
      defaultWidth: '1fr',
      minWidth: 130,
      cell: ({ check }) => (
        <CellText title={t(`restoreDetail.report.methods.${check.method}`)} />
      ),
    },
    {
      id: 'result',
      label: t('restoreDetail.report.result'),
      defaultWidth: isMedium ? '1.8fr' : 165,
      minWidth: 110,
      cell: ({ check }) => (
        <Cell>
          <CheckResult check={check} onShow={() => setShown(check)} />
        </Cell>
      ),
    },
  ];

  return (
    <div className={styles.checks}>
      {(checks.length > 5 || hasDifferences) && (
        <div className={styles.bar}>
          <SearchField
            size="small"
            className={styles.search}
            aria-label={t('restoreDetail.report.search')}
            placeholder={t('restoreDetail.report.search')}
            value={search}
            onChange={value => {
              setSearch(value);
              setPage(1);
            }}
          />
          {hasDifferences && (
            <Switch
              label={t('restoreDetail.report.onlyDifferent')}
              isSelected={onlyDifferent}
              onChange={value => {
                setOnlyDifferent(value);
                setPage(1);
              }}
            />
          )}
        </div>
      )}
      <Table
        columnConfig={columns}
        data={rows}
        pagination={pagination}
        emptyState={
          <Text color="secondary">{t('restoreDetail.report.noMatch')}</Text>
        }
      />
      {shown && (
        <DifferencesDialog check={shown} onClose={() => setShown(undefined)} />
      )}
    </div>
  );
}
