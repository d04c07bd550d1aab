import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Link } from '@backstage/ui';
import {
  Policy,
  tdengineBackupPolicyCreatePermission,
  tdengineBackupPolicyQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import {
  CallOptions,
  TdengineBackupPolicyApi,
  tdengineBackupPolicyApiRef,
} from '../../api';
import { useAllowed } from '../../hooks/useAllowed';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { newPolicyRouteRef, policyRouteRef } from '../../routes';
import { protectLink } from '../policies/policyLinks';
import { isScheduling } from '../policies/policyStates';
import { SchedulerBanner } from '../policies/SchedulerBanner';
import { useScheduler } from '../policies/useScheduler';
import { describeError, ErrorPanel } from '../shared';
import styles from './entity.module.css';

const SHOWN = 3;
const PAGE_SIZE = 500;

interface Props {
  instance: string;
  database: string;
}

/** Which policies back up a database and when next, or the way to one. Who may not see policies sees nothing of it. */
export function DatabasePolicies(props: Props) {
  const { instance, database } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const newLink = useRouteRef(newPolicyRouteRef)?.();
  const mayCreate = useAllowed(tdengineBackupPolicyCreatePermission);
  const scheduler = useScheduler();
  const policies = useResource(
    JSON.stringify(['policies', instance, database]),
    signal => loadPolicies(api, props, { signal }),
    { resetOnChange: true },
  );

  if (policies.error) {
    return describeError(policies.error).status === 403 ? null : (
      <ErrorPanel
        error={policies.error}
        title={t('common.error.loadTitle')}
        permission={tdengineBackupPolicyQueryPermission.name}
        onRetry={policies.reload}
      />
    );
  }
  if (!policies.value) {
    return null;
  }
  const items = policies.value;
  const enabled = items.filter(policy => policy.enabled);
  const shown = [...enabled, ...items.filter(policy => !policy.enabled)].slice(
    0,
    SHOWN,
  );
  return (
    <>
      {enabled.length === 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('entity.policies.none')}
          description={t('entity.policies.noneHint')}
          customActions={
            mayCreate.allowed &&
            newLink && (
              <ButtonLink
                size="small"
                href={protectLink(newLink, { instance, database })}
              >
                {t('entity.policies.protect')}
              </ButtonLink>
            )
          }
        />
      )}
      {enabled.length > 0 && <SchedulerBanner state={scheduler} />}
      {shown.length > 0 && (
        <ul className={styles.policies} aria-label={t('entity.policies.title')}>
          {shown.map(policy => (
            <li key={policy.id}>
              <Protection
                policy={policy}
                isScheduling={isScheduling(scheduler.value)}
              />
            </li>
          ))}
          {items.length > shown.length && (
            <li>
              {t('entity.policies.more', {
                count: items.length - shown.length,
              })}
            </li>
          )}
        </ul>
      )}
    </>
  );
}

/** All that take the database, also by a pattern or as one of all. */
async function loadPolicies(
  api: TdengineBackupPolicyApi,
  { instance, database }: Props,
  options: CallOptions,
): Promise<Policy[]> {
  const policies: Policy[] = [];
  for (let page = 1; ; page += 1) {
    const { items, totalItems } = await api.getPolicies(
      {
        instance: [instance],
        database: [database],
        sort: 'nextRunAt',
        order: 'asc',
        page,
        pageSize: PAGE_SIZE,
      },
      options,
    );
    policies.push(...items);
    if (items.length === 0 || policies.length >= totalItems) {
      return policies;
    }
  }
}

function Protection(props: { policy: Policy; isScheduling: boolean }) {
  const { policy } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const policyLink = useRouteRef(policyRouteRef);
  const link = (
    <Link href={policyLink?.({ policyId: policy.id })}>{policy.name}</Link>
  );
  if (!policy.enabled) {
    return <>{t('entity.policies.off', { policy: link })}</>;
  }
  return (
    <>
      {t('entity.policies.protectedBy', { policy: link })}
      {props.isScheduling && policy.nextRunAt && (
        <span title={format.dateTime(policy.nextRunAt)}>
          {' · '}
          {t('entity.policies.next', {
            when: format.relative(policy.nextRunAt, now),
          })}
        </span>
      )}
    </>
  );
}
