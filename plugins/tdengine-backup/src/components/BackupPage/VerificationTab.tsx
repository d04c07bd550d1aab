import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Cell,
  CellText,
  ColumnConfig,
  Flex,
  Table,
  Text,
} from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import {
  Backup,
  tdengineBackupCreatePermission,
  tdengineBackupGetPermission,
  VerificationProblem,
  DeepVerification,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import {
  isBackupActive,
  isBackupUsable,
  tdengineBackupApiRef,
} from '../../api';
import { useAction } from '../../hooks/useAction';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import {
  describeProblem,
  EmptyState,
  ErrorPanel,
  Facts,
  GuardedButton,
  RelativeTime,
  Section,
  SkeletonLines,
} from '../shared';
import { VerificationDownloads } from './VerificationDownloads';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** The report of the last verification with its problems, or the way to one. */
export function VerificationTab(props: Props) {
  const { backup, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const report = useResource(
    `verification ${backup.id} ${backup.verification} ${backup.verifiedAt}`,
    signal => api.getBackupVerification(backup.id, { signal }),
  );
  const verify = useAction(async () =>
    onChanged(await api.verifyBackup(backup.id)),
  );
  const compare = useAction(async () =>
    onChanged(await api.verifyBackup(backup.id, { deep: true })),
  );
  const isVerifying = isBackupActive(backup) && backup.job?.type === 'verify';

  if (report.error) {
    return (
      <ErrorPanel
        error={report.error}
        title={t('common.error.loadTitle')}
        permission={tdengineBackupGetPermission.name}
        onRetry={report.reload}
      />
    );
  }
  if (report.isLoading) {
    return <SkeletonLines />;
  }
  const value = report.value;
  if (!value) {
    return (
      <Flex direction="column" gap="4" mt="4">
        {verify.error && (
          <ErrorPanel
            error={verify.error}
            permission={tdengineBackupCreatePermission.name}
          />
        )}
        <EmptyState
          icon={<RiShieldCheckLine />}
          title={t('backupDetail.verification.none')}
          description={
            isVerifying
              ? t('backupDetail.verification.running')
              : t('backupDetail.verification.noneDescription')
          }
          action={
            isBackupUsable(backup) &&
            !isVerifying && (
              <GuardedButton
                permission={tdengineBackupCreatePermission}
                resourceRef={backup.id}
                isPending={verify.isRunning}
                onPress={() => verify.run()}
              >
                {t('backups.menu.verify')}
              </GuardedButton>
            )
          }
        />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="4" mt="4">
      <Alert
        role="status"
        icon
        status={value.ok ? 'success' : 'danger'}
        title={
          value.ok
            ? t('backupDetail.verification.ok')
            : t('backupDetail.verification.bad', {
                count: value.problemCount ?? value.problems.length,
              })
        }
        description={
          value.ok
            ? t('backupDetail.verification.okDescription', {
                files: format.count(value.checkedFiles),
                bytes: format.bytes(value.checkedBytes),
                rows: format.count(value.checkedRows),
              })
            : t('backupDetail.verification.badDescription')
        }
      />
      {compare.error && (
        <ErrorPanel
          error={compare.error}
          permission={tdengineBackupCreatePermission.name}
        />
      )}
      {value.deep && (
        <Text>
          {t('backupDetail.verification.compared', {
            equal: format.count(sumOf(value.deep, 'equalTables')),
            changed: format.count(sumOf(value.deep, 'changedTables')),
            differing: format.count(sumOf(value.deep, 'differingTables')),
          })}
        </Text>
      )}
      {isVerifying && (
        <Text color="secondary">{t('backupDetail.verification.running')}</Text>
      )}
      <Section
        title={t('backupDetail.verification.title')}
        actions={
          <>
            <GuardedButton
              permission={tdengineBackupCreatePermission}
              resourceRef={backup.id}
              variant="secondary"
              isDisabled={isVerifying || !isBackupUsable(backup)}
              isPending={compare.isRunning}
              onPress={() => compare.run()}
            >
              {t('backupDetail.verification.compare')}
            </GuardedButton>
            <VerificationDownloads backup={backup} report={value} />
          </>
        }
      >
        <Flex direction="column" gap="4">
          <Facts
            items={[
              {
                label: t('backupDetail.verification.at'),
                value: <RelativeTime at={value.finishedAt} />,
              },
              {
                label: t('backupDetail.verification.took'),
                value: format.duration(
                  Date.parse(value.finishedAt) - Date.parse(value.startedAt),
                ),
              },
            ]}
          />
          {value.problems.length > 0 && (
            <ProblemTable problems={value.problems} />
          )}
        </Flex>
      </Section>
    </Flex>
  );
}

function ProblemTable(props: { problems: VerificationProblem[] }) {
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

function sumOf(
  { tables }: DeepVerification,
  name: 'equalTables' | 'changedTables' | 'differingTables',
): number {
  return tables.reduce((sum, table) => sum + table[name], 0);
}
