import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, ButtonLink, Card, CardBody, Text } from '@backstage/ui';
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiFlagLine,
  RiRefreshLine,
} from '@remixicon/react';
import {
  Overview,
  OverviewState,
} from 'backstage-plugin-tdengine-backup-common';
import { ReactElement } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import {
  newPolicyRouteRef,
  policiesRouteRef,
  policyRouteRef,
  storageRouteRef,
  backupRouteRef,
} from '../../routes';
import { Tone } from '../shared';
import { describeState } from './describeState';
import styles from './OverviewPage.module.css';

const LOOKS: Record<
  OverviewState['level'],
  { tone: Tone; icon: ReactElement }
> = {
  ok: { tone: 'success', icon: <RiCheckLine /> },
  warning: { tone: 'warning', icon: <RiAlertLine /> },
  error: { tone: 'danger', icon: <RiCloseLine /> },
  empty: { tone: 'info', icon: <RiFlagLine /> },
};

interface Props {
  overview: Overview;
  onRefresh: () => void;
}

/** One sentence for the worst that is the case, and where to go about it. */
export function StateBanner(props: Props) {
  const { overview, onRefresh } = props;
  const { state, scheduler } = overview;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const link = useStateLink(state);
  const { tone, icon } = LOOKS[state.level];
  const newPolicy = state.code === 'noPolicies';

  return (
    <Card>
      <CardBody>
        <div className={styles.banner}>
          <span
            className={styles.mark}
            data-tone={tone}
            role="img"
            aria-label={t(`overview.level.${state.level}`)}
          >
            {icon}
          </span>
          <div className={styles.sentence} role="status">
            <Text as="h2" variant="title-small">
              {describeState(state, {
                t,
                isSwitchedOff: !scheduler.automatic,
                when: time => format.relative(time, now),
              })}
            </Text>
            {state.code === 'noInstances' && (
              <Text as="p" color="secondary">
                {t('overview.state.noInstancesHint')}
              </Text>
            )}
          </div>
          <div className={styles.actions}>
            {link && (
              <ButtonLink
                href={link}
                variant={newPolicy ? 'primary' : 'secondary'}
              >
                {newPolicy
                  ? t('overview.createPolicy')
                  : t('overview.state.look')}
              </ButtonLink>
            )}
            <ButtonIcon
              variant="secondary"
              icon={<RiRefreshLine />}
              aria-label={t('overview.refresh')}
              onPress={onRefresh}
            />
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

/** Where something can be done about it. */
function useStateLink(state: OverviewState): string | undefined {
  const backup = useRouteRef(backupRouteRef);
  const policy = useRouteRef(policyRouteRef);
  const policies = useRouteRef(policiesRouteRef);
  const newPolicy = useRouteRef(newPolicyRouteRef);
  const storage = useRouteRef(storageRouteRef);
  const { code, backupId, policyId, count } = state;
  const isOne = count === undefined || count === 1;

  switch (code) {
    case 'noPolicies':
      return newPolicy?.();
    case 'storage':
      return storage?.();
    case 'verificationFailed':
    case 'backupFailed':
    case 'copiesFailed':
      if (isOne && backupId !== undefined) {
        return backup?.({ backupId });
      }
      return code === 'backupFailed' ? policies?.() : undefined;
    case 'objectiveMissed':
    case 'missed':
      return isOne && policyId !== undefined
        ? policy?.({ policyId })
        : policies?.();
    case 'paused':
    case 'schedulerDown':
      return policies?.();
    default:
      return undefined;
  }
}
