import { Alert, Button } from '@backstage/ui';
import {
  Instance,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { Resource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from '../shared';

/** What came of testing the connection. */
export function ConnectionStatus(props: { status: Resource<Instance> }) {
  const { status } = props;
  const { t } = useTranslation();
  const format = useFormat();

  if (status.error) {
    return (
      <ErrorPanel
        error={status.error}
        permission={tdengineBackupQueryPermission.name}
        onRetry={status.reload}
      />
    );
  }
  if (!status.value?.status) {
    return (
      <Alert
        role="status"
        status="info"
        isPending
        title={t('createBackup.instance.testing')}
      />
    );
  }
  const { reachable, version, edition, error, latencyMs } = status.value.status;
  if (!reachable) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('createBackup.instance.unreachable')}
        description={error}
        customActions={
          <Button variant="secondary" size="small" onPress={status.reload}>
            {t('createBackup.instance.test')}
          </Button>
        }
      />
    );
  }
  const latency = format.duration(latencyMs);
  const server = version ?? t('common.labels.none');
  return (
    <Alert
      role="status"
      status="success"
      icon
      title={t('createBackup.instance.reachable')}
      description={
        edition
          ? t('createBackup.instance.answeredEdition', {
              version: server,
              edition,
              latency,
            })
          : t('createBackup.instance.answered', { version: server, latency })
      }
    />
  );
}
