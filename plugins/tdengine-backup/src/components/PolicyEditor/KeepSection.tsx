import { Checkbox, Flex } from '@backstage/ui';
import {
  checkRetentionRules,
  RETENTION_MAXIMUM,
  RetentionNumber,
} from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { describeRetention } from '../policies/describeRetention';
import { Section } from '../shared';
import { OptionalNumber } from './OptionalNumber';
import { policyRetention } from './policyForm';
import { Problem } from './Problem';
import { RetentionSimulator } from './RetentionSimulator';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

const HOLDS = [
  'keepLast',
  'keepHourly',
  'keepDaily',
  'keepWeekly',
  'keepMonthly',
  'keepYearly',
] as const;

interface Props extends SectionProps {
  /** The policy whose backups the rules are tried on; absent for a new one. */
  policyId?: string;
}

/** How long backups are kept, and what that comes to. */
export function KeepSection(props: Props) {
  const { form, onChange, problems, policyId } = props;
  const { t } = useTranslation();
  const retention = policyRetention(form);
  const isRight = checkRetentionRules(retention).length === 0;

  const field = (
    rule: RetentionNumber,
    label: string,
    description?: string,
  ) => (
    <OptionalNumber
      key={rule}
      label={label}
      description={description}
      minValue={1}
      maxValue={RETENTION_MAXIMUM}
      problem={problems[`retention.${rule}`]}
      value={form.retention[rule]}
      onChange={value =>
        onChange({ retention: { ...form.retention, [rule]: value } })
      }
    />
  );

  return (
    <Section
      title={t('policyEditor.keep.title')}
      description={t('policyEditor.keep.hint')}
    >
      <Flex direction="column" gap="4">
        <div className={styles.grid}>
          {field(
            'days',
            t('policyEditor.keep.days'),
            t('policyEditor.keep.daysHint'),
          )}
          {field(
            'count',
            t('policyEditor.keep.count'),
            t('policyEditor.keep.countHint'),
          )}
        </div>
        <div className={styles.narrowGrid}>
          {HOLDS.map(rule => field(rule, t(`policyEditor.keep.${rule}`)))}
        </div>
        <Checkbox
          isSelected={form.retention.onlyVerified ?? false}
          onChange={onlyVerified =>
            onChange({
              retention: {
                ...form.retention,
                onlyVerified: onlyVerified || undefined,
              },
            })
          }
        >
          {t('policyEditor.keep.onlyVerified')}
        </Checkbox>
        <Problem>{problems.retention}</Problem>
        {isRight && (
          <div className={styles.preview}>
            <p className={styles.words} role="status">
              {describeRetention(retention, t)}
            </p>
            <RetentionSimulator form={form} policyId={policyId} />
          </div>
        )}
      </Flex>
    </Section>
  );
}
