import { Switch } from '@backstage/ui';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { usePolicyActions } from './usePolicyActions';

interface Props {
  policy: Policy;
  onChanged: () => void;
}

/**
 * Lets a policy run by itself, or no more. Whether the user may is left to the server, which says what is missing: a page has
 * many rows.
 */
export function PolicySwitch(props: Props) {
  const { policy, onChanged } = props;
  const { t } = useTranslation();
  const actions = usePolicyActions(policy, onChanged);
  return (
    <Switch
      aria-label={t('policies.enable', { name: policy.name })}
      isSelected={policy.enabled}
      isDisabled={policy.readOnly || actions.isRunning}
      onChange={actions.setEnabled}
    />
  );
}
