import { Button, NumberField, Select, Text, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { OverlapMode } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { fieldProblem } from './fieldProblem';
import { Problem } from './Problem';
import { ScheduleForm } from './scheduleForm';
import { SectionProps } from './SectionProps';
import styles from './PolicyEditor.module.css';

const MOST_WINDOWS = 10;
const MOST_GRACE_HOURS = 744;

/** Hours to keep clear of, the spread of starts, and what happens to runs that overlap or were missed. */
export function ClearAndCatchUp(props: SectionProps) {
  const { form, onChange, problems } = props;
  const { schedule } = form;
  const { t } = useTranslation();
  const change = (part: Partial<ScheduleForm>) =>
    onChange({ schedule: { ...schedule, ...part } });
  const setWindow = (at: number, part: { from?: string; to?: string }) =>
    change({
      blackout: schedule.blackout.map((window, index) =>
        index === at ? { ...window, ...part } : window,
      ),
    });

  return (
    <>
      <fieldset className={styles.fieldset}>
        <legend className={styles.legend}>
          {t('policyEditor.when.blackout')}
        </legend>
        <Text as="p" variant="body-small" color="secondary">
          {t('policyEditor.when.blackoutHint')}
        </Text>
        {schedule.blackout.map(({ from, to }, index) => {
          const number = String(index + 1);
          const own = `schedule.blackout[${index}]`;
          return (
            <div key={index} className={styles.window}>
              <TextField
                label={t('policyEditor.when.blackoutFrom', { number })}
                {...{ type: 'time' as 'text' }}
                {...fieldProblem(problems[`${own}.from`] ?? problems[own])}
                value={from}
                onChange={value => setWindow(index, { from: value })}
              />
              <TextField
                label={t('policyEditor.when.blackoutTo', { number })}
                {...{ type: 'time' as 'text' }}
                {...fieldProblem(problems[`${own}.to`])}
                value={to}
                onChange={value => setWindow(index, { to: value })}
              />
              <Button
                variant="tertiary"
                iconStart={<RiDeleteBinLine />}
                aria-label={t('policyEditor.when.blackoutRemove', { number })}
                onPress={() =>
                  change({
                    blackout: schedule.blackout.filter((_, at) => at !== index),
                  })
                }
              >
                {t('common.actions.delete')}
              </Button>
            </div>
          );
        })}
        <Problem>{problems['schedule.blackout']}</Problem>
        {schedule.blackout.length < MOST_WINDOWS && (
          <div>
            <Button
              variant="secondary"
              iconStart={<RiAddLine />}
              onPress={() =>
                change({
                  blackout: [
                    ...schedule.blackout,
                    { from: '08:00', to: '18:00' },
                  ],
                })
              }
            >
              {t('policyEditor.when.blackoutAdd')}
            </Button>
          </div>
        )}
      </fieldset>
      <div className={styles.grid}>
        <NumberField
          label={t('policyEditor.when.jitter')}
          description={t('policyEditor.when.jitterHint')}
          minValue={0}
          maxValue={1440}
          {...fieldProblem(problems['schedule.jitterSeconds'])}
          value={schedule.jitterMinutes}
          onChange={minutes =>
            change({ jitterMinutes: Number.isNaN(minutes) ? 0 : minutes })
          }
        />
        <NumberField
          label={t('policyEditor.when.grace')}
          description={t('policyEditor.when.graceHint')}
          minValue={0}
          maxValue={MOST_GRACE_HOURS}
          value={form.graceMinutes / 60}
          onChange={hours =>
            onChange({
              graceMinutes: Number.isNaN(hours) ? 0 : Math.round(hours * 60),
            })
          }
        />
        <Select
          label={t('policyEditor.when.overlap')}
          options={[
            { id: 'skip', label: t('policyDetail.schedule.overlapSkip') },
            { id: 'queue', label: t('policyDetail.schedule.overlapQueue') },
          ]}
          value={form.overlap}
          onChange={overlap => onChange({ overlap: overlap as OverlapMode })}
        />
      </div>
    </>
  );
}
