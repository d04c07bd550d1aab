import { Text } from '@backstage/ui';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { RelativeTime } from '../shared';

interface Props {
  policy: Policy;
  /** False while all policies are paused or switched off. */
  isScheduling: boolean;
}

/** When a policy runs next, or why it does not. */
export function NextRun(props: Props) {
  const { policy, isScheduling } = props;
  const { t } = useTranslation();
  if (!policy.enabled) {
    return <Text color="secondary">{t('policies.off')}</Text>;
  }
  if (!isScheduling) {
    return <Text color="secondary">{t('policies.paused')}</Text>;
  }
  return <RelativeTime at={policy.nextRunAt} />;
}
