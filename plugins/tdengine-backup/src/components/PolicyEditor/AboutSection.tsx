import { Switch, Text, TextAreaField, TextField } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../shared';
import { fieldProblem } from './fieldProblem';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

/** What it is called, and whether it runs. */
export function AboutSection(props: SectionProps) {
  const { form, onChange, problems } = props;
  const { t } = useTranslation();
  return (
    <Section title={t('policyEditor.about.title')}>
      <div className={styles.grid}>
        <TextField
          label={t('policyEditor.about.name')}
          maxLength={120}
          {...fieldProblem(problems.name)}
          value={form.name}
          onChange={name => onChange({ name })}
        />
        <div className={styles.full}>
          <TextAreaField
            label={t('policyEditor.about.description')}
            rows={2}
            maxLength={2000}
            value={form.description}
            onChange={description => onChange({ description })}
          />
        </div>
        <div className={styles.full}>
          <Switch
            label={t('policyEditor.about.enabled')}
            isSelected={form.enabled}
            onChange={enabled => onChange({ enabled })}
          />
          {!form.enabled && (
            <Text as="p" variant="body-small" color="secondary" role="status">
              {t('policyEditor.about.enabledOff')}
            </Text>
          )}
        </div>
      </div>
    </Section>
  );
}
