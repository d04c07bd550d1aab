import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { Facts, OwnerName, Section } from '../shared';

const SWITCHES = ['onSuccess', 'onFailure', 'onMissed'] as const;

/** Who is told of which runs. */
export function PolicyNotifications(props: { policy: Policy }) {
  const { notifications, ownerRef, createdBy } = props.policy;
  const { t } = useTranslation();
  const { addresses = [], language } = notifications;
  const told = SWITCHES.filter(name => notifications[name]);

  return (
    <Section title={t('policyDetail.notifications.title')}>
      <Facts
        items={[
          {
            label: t('policyDetail.notifications.when'),
            value:
              told
                .map(name => t(`policyDetail.notifications.${name}`))
                .join(t('policies.keep.listSeparator')) ||
              t('policyDetail.notifications.nothing'),
          },
          {
            label: t('policyDetail.notifications.owner'),
            value: <OwnerName entityRef={ownerRef ?? createdBy} />,
          },
          {
            label: t('policyDetail.notifications.addresses'),
            value: addresses.join('\n') || t('common.labels.none'),
          },
          {
            label: t('policyDetail.notifications.language'),
            value: language
              ? t(`policyDetail.notifications.${language}`)
              : t('common.labels.none'),
          },
        ]}
      />
    </Section>
  );
}
