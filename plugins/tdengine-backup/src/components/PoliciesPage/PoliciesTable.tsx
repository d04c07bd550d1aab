import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  Cell,
  Column,
  ColumnConfig,
  Table,
  useBreakpoint,
  VisuallyHidden,
} from '@backstage/ui';
import { Policy, PolicyPage } from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { useLanguage } from '../../hooks/useLanguage';
import { useTableFooter } from '../../hooks/useTableFooter';
import { useTranslation } from '../../hooks/useTranslation';
import { policyRouteRef } from '../../routes';
import { describeWhen } from '../policies/describePolicySchedule';
import { LastGood } from '../policies/LastGood';
import { LastRun } from '../policies/LastRun';
import { NextRun } from '../policies/NextRun';
import { PolicyMenu } from '../policies/PolicyMenu';
import { PolicySwitch } from '../policies/PolicySwitch';
import { Hint, OwnerName } from '../shared';
import { PolicyNameCell } from './PolicyNameCell';
import { PoliciesListQuery } from './usePoliciesListQuery';

interface Props {
  list: PoliciesListQuery;
  /** Undefined while it is loaded for the first time. */
  page: PolicyPage | undefined;
  isStale: boolean;
  isScheduling: boolean;
  /** Called when something was done to a policy. */
  onChanged: () => void;
}

/** One page of policies. */
export function PoliciesTable(props: Props) {
  const { list, page, isStale, isScheduling, onChanged } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const { up } = useBreakpoint();
  const policyLink = useRouteRef(policyRouteRef);
  const pagination = useTableFooter({
    page: list.page,
    pageSize: list.pageSize,
    totalItems: page?.totalItems,
    onPage: number => list.change({ page: number }),
    onPageSize: pageSize => list.change({ pageSize }),
  });

  const isMedium = up('sm');
  const isWide = up('xl');
  const columns = useMemo<ColumnConfig<Policy>[]>(
    () => [
      {
        id: 'name',
        label: t('policies.columns.name'),
        isRowHeader: true,
        isSortable: true,
        defaultWidth: '2.5fr',
        minWidth: 190,
        cell: policy => (
          <PolicyNameCell
            policy={policy}
            href={policyLink?.({ policyId: policy.id })}
            isNarrow={!isMedium}
            isScheduling={isScheduling}
          />
        ),
      },
      {
        id: 'schedule',
        label: t('policies.columns.schedule'),
        isHidden: !isMedium,
        defaultWidth: '1.6fr',
        minWidth: 140,
        cell: ({ schedule }) => (
          <Cell>
            <Hint
              content={t('policies.zone', { zone: schedule.timeZone })}
              truncate
            >
              {describeWhen(schedule, language)}
            </Hint>
          </Cell>
        ),
      },
      {
        id: 'nextRunAt',
        label: t('policies.columns.nextRun'),
        isSortable: true,
        isHidden: !isMedium,
        defaultWidth: 130,
        cell: policy => (
          <Cell>
            <NextRun policy={policy} isScheduling={isScheduling} />
          </Cell>
        ),
      },
      {
        id: 'lastRun',
        label: t('policies.columns.lastRun'),
        isHidden: !isMedium,
        defaultWidth: 150,
        cell: policy => (
          <Cell>
            <LastRun policy={policy} />
          </Cell>
        ),
      },
      {
        id: 'lastGood',
        label: t('policies.columns.lastGood'),
        isHidden: !isMedium,
        defaultWidth: 150,
        cell: policy => (
          <Cell>
            <LastGood policy={policy} />
          </Cell>
        ),
      },
      {
        id: 'enabled',
        label: t('policies.columns.enabled'),
        isHidden: !isMedium,
        defaultWidth: 90,
        cell: policy => (
          <Cell>
            <PolicySwitch policy={policy} onChanged={onChanged} />
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('policies.columns.owner'),
        isHidden: !isWide,
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
        label: t('policies.columns.actions'),
        header: () => (
          <Column id="actions" width={60}>
            <VisuallyHidden>{t('policies.columns.actions')}</VisuallyHidden>
          </Column>
        ),
        width: 60,
        cell: policy => (
          <Cell>
            <PolicyMenu policy={policy} onChanged={onChanged} />
          </Cell>
        ),
      },
    ],
    [isMedium, isScheduling, isWide, language, onChanged, policyLink, t],
  );

  return (
    <Card>
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
    </Card>
  );
}
