import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  Checkbox,
  ColumnConfig,
  Flex,
  Link,
  Table,
  Text,
  useBreakpoint,
} from '@backstage/ui';
import { RiDeleteBinLine, RiShieldCheckLine } from '@remixicon/react';
import {
  RetentionPreview,
  RetentionVerdict,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useLanguage } from '../../hooks/useLanguage';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { RelativeTime, StatusBadge } from '../shared';
import { describeVerdict } from './describeVerdict';
import styles from './policies.module.css';

const PAGE_SIZE = 25;

interface Props {
  preview: RetentionPreview;
  /** The zone that moments are written in. */
  timeZone: string;
  /** Another answer is on its way. */
  isStale?: boolean;
}

type Row = RetentionVerdict & { id: string };

/** What rules do to each backup, and why. */
export function VerdictTable(props: Props) {
  const { preview, timeZone, isStale } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { up } = useBreakpoint();
  const isMedium = up('sm');
  const backupLink = useRouteRef(backupRouteRef);
  const [onlyGoing, setOnlyGoing] = useState(false);
  const [page, setPage] = useState(1);

  const rows = useMemo<Row[]>(
    () =>
      preview.items
        .filter(({ action }) => !onlyGoing || action === 'delete')
        .map(verdict => ({ ...verdict, id: verdict.backup.id })),
    [onlyGoing, preview],
  );
  const names = useMemo(
    () => new Map(preview.items.map(({ backup: { id, name } }) => [id, name])),
    [preview],
  );
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const shown = Math.min(page, pages);
  const pagination = useTableFooter({
    page: shown,
    pageSize: PAGE_SIZE,
    totalItems: rows.length,
    onPage: setPage,
  });

  const columns = useMemo<ColumnConfig<Row>[]>(
    () => [
      {
        id: 'backup',
        label: t('policies.verdict.columns.backup'),
        isRowHeader: true,
        defaultWidth: '1.3fr',
        minWidth: 150,
        cell: verdict => (
          <Cell>
            <span className={styles.cell}>
              <Link
                href={backupLink?.({ backupId: verdict.backup.id })}
                className={styles.name}
              >
                {verdict.backup.name}
              </Link>
              <span className={styles.secondary}>
                <RelativeTime at={verdict.createdAt} />
              </span>
            </span>
          </Cell>
        ),
      },
      {
        id: 'size',
        label: t('policies.verdict.columns.size'),
        isHidden: !isMedium,
        defaultWidth: 100,
        cell: ({ sizeBytes }) => <CellText title={format.bytes(sizeBytes)} />,
      },
      {
        id: 'reason',
        label: t('policies.verdict.columns.reason'),
        defaultWidth: '2.5fr',
        minWidth: 170,
        cell: verdict => (
          <Cell>
            <span className={styles.cell}>
              <StatusBadge
                tone={verdict.action === 'keep' ? 'success' : 'warning'}
                icon={
                  verdict.action === 'keep' ? (
                    <RiShieldCheckLine />
                  ) : (
                    <RiDeleteBinLine />
                  )
                }
                label={t(`policies.verdict.${verdict.action}`)}
              />
              <span className={styles.reasons}>
                {describeVerdict(verdict, {
                  language,
                  timeZone,
                  nameOf: id => names.get(id),
                  t,
                })}
              </span>
            </span>
          </Cell>
        ),
      },
    ],
    [backupLink, format, isMedium, language, names, t, timeZone],
  );

  return (
    <Flex direction="column" gap="3">
      <Text as="p" role="status">
        {t('policies.verdict.totals', {
          total: format.count(preview.items.length),
          kept: format.count(preview.keptBackups),
          keptBytes: format.bytes(preview.keptBytes),
          removed: format.count(preview.removedBackups),
          removedBytes: format.bytes(preview.removedBytes),
        })}
      </Text>
      {preview.removedBackups > 0 && (
        <Checkbox isSelected={onlyGoing} onChange={setOnlyGoing}>
          {t('policies.verdict.onlyGoing')}
        </Checkbox>
      )}
      <Table
        columnConfig={columns}
        data={rows.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE)}
        isStale={isStale}
        pagination={pagination}
      />
    </Flex>
  );
}
