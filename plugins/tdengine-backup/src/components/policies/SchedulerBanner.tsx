import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import {
  SchedulerState,
  tdengineBackupPolicyEnablePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { Resource } from '../../hooks/useResource';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError, ErrorPanel, GuardedButton } from '../shared';

/** Why policies do not run by themselves now, where they do not. */
export function SchedulerBanner(props: { state: Resource<SchedulerState> }) {
  const { state } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const scheduler = state.value;

  if (!scheduler) {
    return state.error && describeError(state.error).status !== 403 ? (
      <ErrorPanel
        error={state.error}
        title={t('policies.scheduler.errorTitle')}
        onRetry={state.reload}
      />
    ) : null;
  }
  const { automatic, paused, alive, lastTickAt } = scheduler;
  if (automatic && !paused && alive) {
    return null;
  }
  return (
    <Flex direction="column" gap="2">
      {!automatic && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('policies.scheduler.offTitle')}
          description={t('policies.scheduler.offHint')}
        />
      )}
      {paused && (
        <PausedAlert scheduler={scheduler} onResumed={state.setValue} />
      )}
      {automatic && !alive && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('policies.scheduler.deadTitle')}
          description={
            lastTickAt
              ? t('policies.scheduler.deadSince', {
                  since: format.relative(lastTickAt, now),
                })
              : t('policies.scheduler.deadNever')
          }
        />
      )}
    </Flex>
  );
}

function PausedAlert(props: {
  scheduler: SchedulerState;
  onResumed: (scheduler: SchedulerState) => void;
}) {
  const { scheduler, onResumed } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const now = useNow(60_000);
  const { pausedBy, pausedAt, reason } = scheduler;
  const resume = useAction(async () => {
    onResumed(await api.resumeScheduler());
    toast({ status: 'success', title: t('policies.scheduler.resumed') });
  });

  const since = format.relative(pausedAt, now);
  const who = pausedBy
    ? t('policies.scheduler.pausedBy', { who: pausedBy, since })
    : t('policies.scheduler.pausedSince', { since });
  return (
    <>
      <Alert
        role="status"
        status="warning"
        icon
        title={t('policies.scheduler.pausedTitle')}
        description={[
          pausedAt && who,
          reason && t('policies.scheduler.pausedReason', { reason }),
          t('policies.scheduler.pausedHint'),
        ]
          .filter(Boolean)
          .join(' ')}
        customActions={
          <GuardedButton
            permission={tdengineBackupPolicyEnablePermission}
            variant="secondary"
            size="small"
            isPending={resume.isRunning}
            onPress={() => resume.run()}
          >
            {t('policies.scheduler.resume')}
          </GuardedButton>
        }
      />
      {resume.error && (
        <ErrorPanel
          error={resume.error}
          permission={tdengineBackupPolicyEnablePermission.name}
        />
      )}
    </>
  );
}
