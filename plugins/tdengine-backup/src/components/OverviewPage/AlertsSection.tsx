import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Alert } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupOverviewApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel, Section, StatusBadge } from '../shared';
import { AlertItem } from './AlertItem';
import styles from './OverviewPage.module.css';

const SHOWN_AT_FIRST = 5;
/** As many as the server tells at once. */
const MOST_SHOWN = 500;
/** As many as the overview has at most. */
const MOST_IN_OVERVIEW = 100;

/** What somebody should look at, the worst first. */
export function AlertsSection(props: { alerts: Alert[] }) {
  const api = useApi(tdengineBackupOverviewApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const mayBeMore = props.alerts.length >= MOST_IN_OVERVIEW;
  const all = useResource(
    `alerts ${props.alerts.map(({ id }) => id).join()}`,
    signal =>
      api.getAlerts({ open: true, page: 1, pageSize: MOST_SHOWN }, { signal }),
    { enabled: isOpen && mayBeMore },
  );
  const known = mayBeMore ? all.value?.items ?? props.alerts : props.alerts;
  const shown = isOpen ? known : known.slice(0, SHOWN_AT_FIRST);
  const total = all.value?.totalItems ?? known.length;

  return (
    <Section
      title={t('overview.alerts.title')}
      badge={
        <StatusBadge
          tone={props.alerts[0].level === 'error' ? 'danger' : 'warning'}
          label={`${format.count(total)}${mayBeMore && !all.value ? '+' : ''}`}
        />
      }
    >
      {all.error && <ErrorPanel error={all.error} onRetry={all.reload} />}
      <ul className={styles.list}>
        {shown.map(alert => (
          <AlertItem key={alert.id} alert={alert} />
        ))}
      </ul>
      {!isOpen && known.length > SHOWN_AT_FIRST && (
        <Button variant="tertiary" onPress={() => setOpen(true)}>
          {t('overview.alerts.more', {
            total: `${format.count(total)}${mayBeMore ? '+' : ''}`,
          })}
        </Button>
      )}
      {isOpen && total > shown.length && (
        <p className={styles.aside}>
          {t('overview.alerts.shown', {
            shown: format.count(shown.length),
            total: format.count(total),
          })}
        </p>
      )}
    </Section>
  );
}
