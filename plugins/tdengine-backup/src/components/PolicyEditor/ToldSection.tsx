import { Flex, Select, Switch, TextAreaField } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { OwnerSelect } from '../CreateBackupDialog';
import { Section } from '../shared';
import { fieldProblem } from './fieldProblem';
import { OptionalNumber } from './OptionalNumber';
import { PolicyForm } from './policyForm';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

const SWITCHES = ['onSuccess', 'onFailure', 'onMissed'] as const;

/** Whose policy it is, who is told of what, and when silence is an alarm. */
export function ToldSection(props: SectionProps) {
  const { form, onChange, problems } = props;
  const { t } = useTranslation();
  return (
    <Section
      title={t('policyEditor.told.title')}
      description={t('policyEditor.told.ownerHint')}
    >
      <div className={styles.grid}>
        <OwnerSelect
          value={form.owner}
          onChange={owner => onChange({ owner })}
        />
        <Flex direction="column" gap="2">
          {SWITCHES.map(name => (
            <Switch
              key={name}
              label={t(`policyEditor.told.${name}`)}
              isSelected={form[name]}
              onChange={isOn => onChange({ [name]: isOn })}
            />
          ))}
        </Flex>
        <TextAreaField
          label={t('policyEditor.told.addresses')}
          description={t('policyEditor.told.addressesHint')}
          rows={3}
          {...fieldProblem(problems.addresses)}
          value={form.addresses}
          onChange={addresses => onChange({ addresses })}
        />
        <Select
          label={t('policyEditor.told.language')}
          options={[
            { id: 'default', label: t('policyEditor.told.languageDefault') },
            { id: 'en', label: t('policyDetail.notifications.en') },
            { id: 'zh', label: t('policyDetail.notifications.zh') },
          ]}
          value={form.language}
          onChange={language =>
            onChange({ language: language as PolicyForm['language'] })
          }
        />
        <OptionalNumber
          label={t('policyEditor.told.objective')}
          description={t('policyEditor.told.objectiveHint')}
          minValue={1}
          maxValue={87_600}
          value={form.objectiveHours}
          onChange={objectiveHours => onChange({ objectiveHours })}
        />
      </div>
    </Section>
  );
}
