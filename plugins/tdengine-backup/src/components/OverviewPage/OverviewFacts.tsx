import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import { Overview } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, policiesRouteRef, policyRouteRef } from '../../routes';
import { Facts, RelativeTime } from '../shared';
import styles from './OverviewPage.module.css';

/** When there was a good backup, when the next one comes, and how many policies see to it. */
export function OverviewFacts(props: { overview: Overview }) {
  const { lastGoodBackup, nextRun, policies, successRate } = props.overview;
  const { t } = useTranslation();
  const format = useFormat();
  const backupLink = useRouteRef(backupRouteRef);
  const policyLink = useRouteRef(policyRouteRef);
  const policiesLink = useRouteRef(policiesRouteRef)?.();

  return (
    <Card>
      <CardBody>
        <Facts
          items={[
            {
              label: t('overview.facts.lastGood'),
              value: lastGoodBackup ? (
                <>
                  <RelativeTime at={lastGoodBackup.finishedAt} />
                  <span className={styles.detail}>
                    <Link
                      href={backupLink?.({ backupId: lastGoodBackup.id })}
                      variant="body-small"
                    >
                      {lastGoodBackup.name}
                    </Link>
                  </span>
                </>
              ) : (
                t('overview.facts.never')
              ),
            },
            {
              label: t('overview.facts.nextRun'),
              value: nextRun ? (
                <>
                  <RelativeTime at={nextRun.at} />
                  <span className={styles.detail}>
                    <Link
                      href={policyLink?.({ policyId: nextRun.policyId })}
                      variant="body-small"
                    >
                      {t('overview.facts.nextRunOf', {
                        name: nextRun.policyName,
                        instance: nextRun.instance,
                      })}
                    </Link>
                  </span>
                </>
              ) : (
                t('overview.facts.noNextRun')
              ),
            },
            {
              label: t('overview.facts.policies'),
              value: (
                <>
                  <Link href={policiesLink}>
                    {t('overview.facts.policiesEnabled', {
                      enabled: format.count(policies.enabled),
                      total: format.count(policies.total),
                    })}
                  </Link>
                  {policies.failing > 0 && (
                    <span className={styles.detail}>
                      {t('overview.facts.policiesFailing', {
                        count: policies.failing,
                      })}
                    </span>
                  )}
                </>
              ),
            },
            {
              label: t('overview.facts.successRate'),
              value: format.percent(
                successRate === undefined ? undefined : successRate * 100,
              ),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
