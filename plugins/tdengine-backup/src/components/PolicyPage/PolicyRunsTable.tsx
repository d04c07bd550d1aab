import { useApi } from '@backstage/frontend-plugin-api';
import {
  Card,
  Cell,
  CellText,
  ColumnConfig,
  Flex,
  Table,
  useBreakpoint,
} from '@backstage/ui';
import { RiHistoryLine } from '@remixicon/react';
import {
  Policy,
  PolicyRun,
  tdengineBackupPolicyQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo, useState } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useLanguage } from '../../hooks/useLanguage';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { describeRunReason } from '../policies/describeRun';
import styles from '../policies/policies.module.css';
import { PolicyRunStateBadge } from '../policies/PolicyRunStateBadge';
import { isPolicyRunActive } from '../policies/policyStates';
import { EmptyState, ErrorPanel, RelativeTime } from '../shared';
import { RunBackup } from './RunBackup';

/** Planned times that this run stands for beside its own. */
function missedBeside({ missedRuns = 0, trigger }: PolicyRun): number {
  return trigger === 'catch-up' || missedRuns > 1 ? missedRuns : 0;
}

/** What became of the planned times of a policy and of its runs by hand, newest first. */
export function PolicyRunsTable(props: { policy: Policy }) {
  const { policy } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { up } = useBreakpoint();
  const isMedium = up('sm');
  const [query, setQuery] = useState({ page: 1, pageSize: 25 });
  // A run that has begun or ended since is another list.
  const { id, state } = policy.lastRun ?? {};
  const runs = useResource(
    JSON.stringify([policy.id, query, id, state]),
    signal => api.getPolicyRuns(policy.id, query, { signal }),
    {
      refreshAfter: ({ items }) =>
        items.some(isPolicyRunActive) ? REFRESH_INTERVAL_MS : undefined,
    },
  );
  const pagination = useTableFooter({
    ...query,
    totalItems: runs.value?.totalItems,
    onPage: page => setQuery(previous => ({ ...previous, page })),
    onPageSize: pageSize => setQuery({ page: 1, pageSize }),
  });

  const columns = useMemo<ColumnConfig<PolicyRun>[]>(
    () => [
      {
        id: 'plannedAt',
        label: t('policyDetail.runs.columns.plannedAt'),
        isRowHeader: true,
        defaultWidth: '1fr',
        minWidth: 130,
        cell: run => (
          <Cell>
            <RelativeTime at={run.plannedAt} />
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('policyDetail.runs.columns.state'),
        defaultWidth: '2fr',
        minWidth: 150,
        cell: run => (
          <Cell>
            <span className={styles.cell}>
              <PolicyRunStateBadge state={run.state} />
              {describeRunReason(run, language) && (
                <span className={`${styles.secondary} ${styles.reasons}`}>
                  {describeRunReason(run, language)}
                </span>
              )}
              {missedBeside(run) > 0 && (
                <span className={styles.secondary}>
                  {t('policyDetail.runs.missedRuns', {
                    count: missedBeside(run),
                  })}
                </span>
              )}
            </span>
          </Cell>
        ),
      },
      {
        id: 'trigger',
        label: t('policyDetail.runs.columns.trigger'),
        isHidden: !isMedium,
        defaultWidth: '1fr',
        minWidth: 110,
        cell: run => (
          <CellText
            title={t(`policies.trigger.${run.trigger}`)}
            description={
              run.trigger === 'manual'
                ? t('policyDetail.runs.by', { who: run.createdBy })
                : undefined
            }
          />
        ),
      },
      {
        id: 'startedAt',
        label: t('policyDetail.runs.columns.startedAt'),
        isHidden: !isMedium,
        defaultWidth: 130,
        cell: run => (
          <Cell>
            <RelativeTime at={run.startedAt} />
          </Cell>
        ),
      },
      {
        id: 'duration',
        label: t('policyDetail.runs.columns.duration'),
        isHidden: !isMedium,
        defaultWidth: 100,
        cell: run => <CellText title={format.duration(run.durationMs)} />,
      },
      {
        id: 'rows',
        label: t('policyDetail.runs.columns.rows'),
        isHidden: !isMedium,
        defaultWidth: 120,
        cell: run => <CellText title={format.count(run.rows)} />,
      },
      {
        id: 'size',
        label: t('policyDetail.runs.columns.size'),
        isHidden: !isMedium,
        defaultWidth: 90,
        cell: run => <CellText title={format.bytes(run.sizeBytes)} />,
      },
      {
        id: 'backup',
        label: t('policyDetail.runs.columns.backup'),
        defaultWidth: '3fr',
        minWidth: 150,
        cell: run => (
          <Cell>
            <RunBackup run={run} />
          </Cell>
        ),
      },
    ],
    [format, isMedium, language, t],
  );

  return (
    <Flex direction="column" gap="4" mt="4">
      {runs.error && (
        <ErrorPanel
          error={runs.error}
          title={t('common.error.loadTitle')}
          permission={tdengineBackupPolicyQueryPermission.name}
          onRetry={runs.reload}
        />
      )}
      {runs.value?.totalItems === 0 && (
        <EmptyState
          icon={<RiHistoryLine />}
          title={t('policyDetail.runs.empty')}
        />
      )}
      {runs.value?.totalItems !== 0 && (runs.value || !runs.error) && (
        <Card>
          <Table
            columnConfig={columns}
            data={runs.value?.items}
            isPending={runs.value === undefined}
            isStale={runs.isStale}
            pagination={pagination}
          />
        </Card>
      )}
    </Flex>
  );
}
