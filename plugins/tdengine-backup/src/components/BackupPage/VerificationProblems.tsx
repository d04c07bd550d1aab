import { Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import { VerificationProblem } from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { describeProblem } from '../shared';
import styles from './BackupPage.module.css';

/** What a verification found to be wrong. */
export function VerificationProblems(props: {
  problems: VerificationProblem[];
}) {
  const { problems } = props;
  const { t } = useTranslation();
  const columns = useMemo<ColumnConfig<VerificationProblem & { id: string }>[]>(
    () => [
      {
        id: 'path',
        label: t('backupDetail.verification.columns.path'),
        isRowHeader: true,
        defaultWidth: '1.3fr',
        minWidth: 140,
        cell: ({ path }) => (
          <Cell>
            <span className={`${styles.code} ${styles.wrap}`}>{path}</span>
          </Cell>
        ),
      },
      {
        id: 'problem',
        label: t('backupDetail.verification.columns.problem'),
        defaultWidth: 130,
        cell: ({ problem }) => (
          <CellText title={describeProblem(problem, t) ?? problem} />
        ),
      },
      {
        id: 'message',
        label: t('backupDetail.verification.columns.message'),
        defaultWidth: '2fr',
        minWidth: 180,
        cell: ({ message }) => (
          <Cell>
            <span className={styles.wrap}>{message}</span>
          </Cell>
        ),
      },
    ],
    [t],
  );
  return (
    <Table
      columnConfig={columns}
      data={problems.map((problem, index) => ({
        ...problem,
        id: String(index),
      }))}
      pagination={{ type: 'none' }}
    />
  );
}
