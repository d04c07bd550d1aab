import { NumberField, Select, TextField } from '@backstage/ui';
import { useMemo } from 'react';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { fieldProblem } from './fieldProblem';
import { PolicyProblems } from './findPolicyProblems';
import { ScheduleForm, SchedulePreset, toCron } from './scheduleForm';

const PRESETS: SchedulePreset[] = [
  'hourly',
  'daily',
  'weekly',
  'monthly',
  'interval',
  'cron',
];
/** A Sunday. */
const SUNDAY = Date.UTC(2024, 0, 7);
const DAY_MS = 24 * 3_600_000;

interface Props {
  schedule: ScheduleForm;
  onChange: (part: Partial<ScheduleForm>) => void;
  problems: PolicyProblems;
}

/** How it repeats, and the fields that this takes. */
export function PresetFields(props: Props) {
  const { schedule, onChange, problems } = props;
  const { preset } = schedule;
  const { t } = useTranslation();
  const { locale } = useFormat();
  const weekdays = useMemo(() => {
    const name = new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      timeZone: 'UTC',
    });
    return [1, 2, 3, 4, 5, 6, 0].map(day => ({
      id: String(day),
      label: name.format(SUNDAY + day * DAY_MS),
    }));
  }, [locale]);
  const days = useMemo(
    () => [
      ...Array.from({ length: 31 }, (_, index) => ({
        id: String(index + 1),
        label: String(index + 1),
      })),
      { id: 'L', label: t('policyEditor.when.lastDay') },
    ],
    [t],
  );
  const hasTime =
    preset === 'daily' || preset === 'weekly' || preset === 'monthly';
  // The time says it, also of days that are missing.
  const cronProblem = fieldProblem(problems['schedule.cron']);

  return (
    <>
      <Select
        label={t('policyEditor.when.repeat')}
        options={PRESETS.map(id => ({
          id,
          label: t(`policyEditor.when.preset.${id}`),
        }))}
        value={preset}
        onChange={next =>
          onChange({
            preset: next as SchedulePreset,
            // Whoever goes on with an expression begins with what they had.
            ...(next === 'cron' && {
              cron: toCron(schedule) || schedule.cron,
            }),
          })
        }
      />
      {preset === 'hourly' && (
        <NumberField
          label={t('policyEditor.when.minute')}
          minValue={0}
          maxValue={59}
          step={1}
          value={schedule.minute}
          onChange={minute =>
            onChange({ minute: Number.isNaN(minute) ? 0 : minute })
          }
        />
      )}
      {preset === 'weekly' && (
        <Select
          label={t('policyEditor.when.weekdays')}
          selectionMode="multiple"
          options={weekdays}
          isInvalid={schedule.weekdays.length === 0}
          value={schedule.weekdays}
          onChange={values => onChange({ weekdays: values.map(String) })}
        />
      )}
      {preset === 'monthly' && (
        <Select
          label={t('policyEditor.when.dayOfMonth')}
          description={
            Number(schedule.dayOfMonth) > 28
              ? t('policyEditor.when.dayOfMonthHint')
              : undefined
          }
          options={days}
          value={schedule.dayOfMonth}
          onChange={day => onChange({ dayOfMonth: String(day) })}
        />
      )}
      {hasTime && (
        <TextField
          label={t('policyEditor.when.time')}
          // The browser's own field, which every keyboard and reader knows.
          {...{ type: 'time' as 'text' }}
          {...cronProblem}
          value={schedule.time}
          onChange={time => onChange({ time })}
        />
      )}
      {preset === 'interval' && (
        <>
          <NumberField
            label={t('policyEditor.when.hours')}
            minValue={1}
            maxValue={8784}
            step={1}
            {...fieldProblem(problems['schedule.hours'])}
            value={schedule.hours}
            onChange={hours => onChange({ hours })}
          />
          <TextField
            label={t('policyEditor.when.countedFrom')}
            description={t('policyEditor.when.countedFromHint')}
            {...{ type: 'datetime-local' as 'text' }}
            {...fieldProblem(problems['schedule.anchor'])}
            value={schedule.countedFrom}
            onChange={countedFrom => onChange({ countedFrom })}
          />
        </>
      )}
      {preset === 'cron' && (
        <TextField
          label={t('policyEditor.when.cron')}
          description={t('policyEditor.when.cronHint')}
          autoComplete="off"
          spellCheck="false"
          {...cronProblem}
          value={schedule.cron}
          onChange={cron => onChange({ cron })}
        />
      )}
    </>
  );
}
