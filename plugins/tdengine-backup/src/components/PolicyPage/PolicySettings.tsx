import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import {
  describeDestinations,
  describeFormat,
  describeScope,
  Facts,
  Section,
} from '../shared';

/** What is backed up, where to, and how. */
export function PolicySettings(props: { policy: Policy }) {
  const { policy } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { algorithm, level } = policy.compression;

  return (
    <Section title={t('policyDetail.what.title')}>
      <Facts
        items={[
          {
            label: t('policyDetail.what.instance'),
            value: policy.instance,
          },
          {
            label: t('policyDetail.what.scope'),
            value: describeScope(policy.scope, t),
          },
          {
            label: t('policyDetail.what.targets'),
            value: policy.targets.join(', '),
          },
          ...(policy.destinations
            ? [
                {
                  label: t('policyDetail.what.destinations'),
                  value: describeDestinations(policy.destinations, t),
                  wide: true,
                },
              ]
            : []),
          {
            label: t('policyDetail.what.format'),
            value: describeFormat(policy.format, t).label,
          },
          {
            label: t('policyDetail.what.packaging'),
            value: t(`common.packaging.${policy.packaging}`),
          },
          {
            label: t('policyDetail.what.compression'),
            value:
              algorithm === 'none'
                ? t('policyDetail.what.compressionNone')
                : t('policyDetail.what.compressionLevel', {
                    algorithm,
                    level: String(level),
                  }),
          },
          {
            label: t('policyDetail.what.encrypt'),
            value: policy.encrypt
              ? t('common.labels.yes')
              : t('common.labels.no'),
          },
          {
            label: t('policyDetail.what.verify'),
            value: policy.verify
              ? t('common.labels.yes')
              : t('common.labels.no'),
          },
          {
            label: t('policyDetail.what.sizeLimit'),
            value: format.bytes(policy.sizeLimitBytes),
          },
        ]}
      />
    </Section>
  );
}
