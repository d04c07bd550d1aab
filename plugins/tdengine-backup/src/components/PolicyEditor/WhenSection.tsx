import { Combobox, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { timeZoneNames } from '../../hooks/timeZones';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../shared';
import { ClearAndCatchUp } from './ClearAndCatchUp';
import { fieldProblem } from './fieldProblem';
import { PresetFields } from './PresetFields';
import { ScheduleForm } from './scheduleForm';
import { SchedulePreview } from './SchedulePreview';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

/** When it runs: what is repeated, in which time zone, and what that means. */
export function WhenSection(props: SectionProps) {
  const { form, onChange, problems } = props;
  const { schedule } = form;
  const { t } = useTranslation();
  const change = (part: Partial<ScheduleForm>) =>
    onChange({ schedule: { ...schedule, ...part } });
  const zones = useMemo(
    () =>
      timeZoneNames(schedule.timeZone).map(name => ({ id: name, label: name })),
    [schedule.timeZone],
  );

  return (
    <Section title={t('policyEditor.when.title')}>
      <Flex direction="column" gap="4">
        <div className={styles.grid}>
          <PresetFields
            schedule={schedule}
            onChange={change}
            problems={problems}
          />
          <Combobox
            label={t('policyEditor.when.timeZone')}
            options={zones}
            {...fieldProblem(problems['schedule.timeZone'])}
            value={schedule.timeZone}
            onChange={zone => {
              if (zone !== null) {
                change({ timeZone: String(zone) });
              }
            }}
          />
        </div>
        <SchedulePreview schedule={schedule} />
        <ClearAndCatchUp form={form} onChange={onChange} problems={problems} />
      </Flex>
    </Section>
  );
}
