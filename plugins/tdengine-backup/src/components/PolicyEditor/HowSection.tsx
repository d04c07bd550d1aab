import { useApi } from '@backstage/frontend-plugin-api';
import { StorageTargetInfo } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { StorageFields } from '../CreateBackupDialog';
import { Section } from '../shared';
import { DestinationFields } from './DestinationFields';
import { OptionalNumber } from './OptionalNumber';
import { Problem } from './Problem';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

interface Props extends SectionProps {
  /** The configured ones; undefined while they are not known. */
  targets: readonly StorageTargetInfo[] | undefined;
}

/** Where backups go and how they are stored. */
export function HowSection(props: Props) {
  const { form, onChange, problems } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );
  const formats = instances.value?.find(
    ({ name }) => name === form.instance,
  )?.formats;

  return (
    <Section title={t('policyEditor.how.title')}>
      <div className={styles.grid}>
        <StorageFields form={form} onChange={onChange} formats={formats} />
        <OptionalNumber
          label={t('policyEditor.how.sizeLimit')}
          description={t('policyEditor.how.sizeLimitHint')}
          minValue={0.001}
          value={form.sizeLimitGiB}
          onChange={sizeLimitGiB => onChange({ sizeLimitGiB })}
        />
        <DestinationFields {...props} />
        <Problem>{problems.targets}</Problem>
      </div>
    </Section>
  );
}
