import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  BackupEstimate,
  EstimateRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupOverviewApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError } from '../shared';

/** How large a backup is likely to be, and whether there is room. It is advice: a run asks for itself again. */
export function EstimateHint(props: { request: EstimateRequest }) {
  const { request } = props;
  const api = useApi(tdengineBackupOverviewApiRef);
  const { t } = useTranslation();
  const estimate = useResource(
    JSON.stringify(request),
    signal => api.estimateBackup(request, { signal }),
    { resetOnChange: true },
  );

  return (
    <div role="status">
      {estimate.isLoading && (
        <Text variant="body-small" color="secondary">
          {t('storage.estimate.asking')}
        </Text>
      )}
      {estimate.error && (
        <Text variant="body-small" color="secondary">
          {t('storage.estimate.failed', {
            message: describeError(estimate.error).message,
          })}
        </Text>
      )}
      {estimate.value && <Estimate estimate={estimate.value} />}
    </div>
  );
}

function Estimate(props: { estimate: BackupEstimate }) {
  const { sizeBytes, neededBytes, targets, basedOn } = props.estimate;
  const { t } = useTranslation();
  const format = useFormat();
  const parts: string[] = [
    sizeBytes === undefined
      ? t('storage.estimate.needs', { needed: format.bytes(neededBytes) })
      : t('storage.estimate.size', { size: format.bytes(sizeBytes) }),
  ];
  if (basedOn) {
    parts.push(t('storage.estimate.basedOn', { name: basedOn.name }));
  }
  for (const { target, freeBytes } of targets) {
    if (freeBytes !== undefined) {
      parts.push(
        t('storage.estimate.free', { free: format.bytes(freeBytes), target }),
      );
    }
  }

  const tooSmall = targets.filter(({ fits }) => fits === false);
  if (tooSmall.length > 0) {
    return tooSmall.map(({ target, freeBytes }) => (
      <Alert
        key={target}
        icon
        status="warning"
        title={t('storage.estimate.tooSmall', {
          needed: format.bytes(neededBytes),
          free: format.bytes(freeBytes),
          target,
        })}
      />
    ));
  }
  return (
    <Text variant="body-small" color="secondary">
      {parts.join(' · ')}
    </Text>
  );
}
