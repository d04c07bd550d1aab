import { useApi } from '@backstage/frontend-plugin-api';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError } from '../shared';

/** What can be done to a policy at once, each with a word about what came of it. */
export function usePolicyActions(policy: Policy, onChanged: () => void) {
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const { id, name } = policy;

  const act = useAction(async (action: () => Promise<string>) => {
    try {
      const title = await action();
      toast({ status: 'success', title });
      onChanged();
    } catch (error) {
      toast({
        status: 'danger',
        title: t('policies.actionFailed', {
          name,
          message: describeError(error).message,
        }),
      });
    }
  });

  return {
    isRunning: act.isRunning,
    run: () =>
      act.run(async () => {
        const { state } = await api.runPolicy(id);
        return state === 'waiting'
          ? t('policies.runWaiting', { name })
          : t('policies.runStarted', { name });
      }),
    setEnabled: (enabled: boolean) =>
      act.run(async () => {
        if (enabled) {
          await api.enablePolicy(id);
          return t('policies.enabled', { name });
        }
        await api.disablePolicy(id);
        return t('policies.disabled', { name });
      }),
  };
}
