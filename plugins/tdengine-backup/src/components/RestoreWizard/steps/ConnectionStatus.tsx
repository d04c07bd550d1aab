import { Alert, Button, Text } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import { useFormat } from '../../../hooks/useFormat';
import { useTranslation } from '../../../hooks/useTranslation';
import { ErrorPanel, StatusBadge } from '../../shared';
import { Destination } from '../useDestination';
import styles from './steps.module.css';

/** Whether the chosen instance answers, what it is, and a way to ask again. */
export function ConnectionStatus(props: { destination: Destination }) {
  const { instance, databases } = props.destination;
  const { t } = useTranslation();
  const format = useFormat();
  const status = instance.value?.status;

  const testAgain = () => {
    instance.reload();
    databases.reload();
  };

  if (instance.error) {
    return <ErrorPanel error={instance.error} onRetry={testAgain} />;
  }
  if (!status) {
    return (
      <div className={styles.status} role="status">
        <Text variant="body-small" color="secondary">
          {t('restoreWizard.destination.checking')}
        </Text>
      </div>
    );
  }
  if (!status.reachable) {
    return (
      <Alert
        role="alert"
        icon
        status="danger"
        title={t('restoreWizard.destination.unreachable')}
        description={
          status.error ?? t('restoreWizard.destination.unreachableUnknown')
        }
        customActions={
          <Button variant="secondary" size="small" onPress={testAgain}>
            {t('restoreWizard.destination.test')}
          </Button>
        }
      />
    );
  }
  const facts = [
    status.version &&
      t('restoreWizard.destination.version', { version: status.version }),
    status.edition,
    status.latencyMs !== undefined &&
      t('restoreWizard.destination.latency', {
        milliseconds: format.count(status.latencyMs),
      }),
    instance.value?.url,
  ].filter(Boolean);
  return (
    <div className={styles.status} role="status">
      <StatusBadge
        tone="success"
        icon={<RiCheckLine />}
        label={t('restoreWizard.destination.reachable')}
      />
      <Text variant="body-small" color="secondary">
        {facts.join(' · ')}
      </Text>
    </div>
  );
}
