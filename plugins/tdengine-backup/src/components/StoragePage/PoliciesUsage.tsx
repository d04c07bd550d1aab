import { useRouteRef } from '@backstage/frontend-plugin-api';
import { PolicyUsage } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { policyRouteRef } from '../../routes';
import { Section } from '../shared';
import { UsageTable } from './UsageTable';

/** What the backups of each policy take. */
export function PoliciesUsage(props: { policies: PolicyUsage[] }) {
  const { t } = useTranslation();
  const policyLink = useRouteRef(policyRouteRef);
  return (
    <Section title={t('storage.policies.title')}>
      <UsageTable
        label={t('storage.policies.policy')}
        rows={props.policies.map(({ policyId, policyName, ...usage }) => ({
          ...usage,
          id: policyId ?? 'by-hand',
          name: policyName ?? policyId ?? t('storage.policies.byHand'),
          href: policyId === undefined ? undefined : policyLink?.({ policyId }),
        }))}
      />
    </Section>
  );
}
