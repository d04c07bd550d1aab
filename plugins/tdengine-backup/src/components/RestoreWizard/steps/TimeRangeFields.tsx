import { Button, DatePicker, Select } from '@backstage/ui';
import {
  DateValue,
  getLocalTimeZone,
  now,
  parseAbsolute,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date';
import { useState } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import styles from './steps.module.css';

const UTC = 'UTC';

interface Props {
  /** ISO 8601 in UTC. */
  from?: string;
  to?: string;
  onChange(range: { from?: string; to?: string }): void;
}

/** From when to when, to the second, in the user's time zone or in UTC. The end is not in the range. */
export function TimeRangeFields(props: Props) {
  const { from, to, onChange } = props;
  const { t } = useTranslation();
  const [zone, setZone] = useState(getLocalTimeZone);
  const isEmpty = from !== undefined && to !== undefined && from >= to;

  const toInstant = (value: DateValue | null) =>
    value === null
      ? undefined
      : toZoned(toCalendarDateTime(value), zone).toAbsoluteString();

  const field = (name: 'from' | 'to', value: string | undefined) => (
    <div className={styles.stack}>
      <DatePicker
        label={t(`restoreWizard.contents.${name}`)}
        description={t(`restoreWizard.contents.${name}Hint`)}
        granularity="second"
        hourCycle={24}
        hideTimeZone
        shouldForceLeadingZeros
        placeholderValue={now(zone).set({
          hour: 0,
          minute: 0,
          second: 0,
          millisecond: 0,
        })}
        value={value ? parseAbsolute(value, zone) : null}
        isInvalid={name === 'to' && isEmpty}
        onChange={next =>
          onChange(
            name === 'from'
              ? { from: toInstant(next) }
              : { to: toInstant(next) },
          )
        }
      />
      {value && (
        <div>
          <Button
            variant="tertiary"
            size="small"
            onPress={() => onChange({ [name]: undefined })}
          >
            {t('restoreWizard.contents.clear', {
              field: t(`restoreWizard.contents.${name}`),
            })}
          </Button>
        </div>
      )}
    </div>
  );

  const zones = [...new Set([getLocalTimeZone(), UTC])];
  return (
    <div className={styles.fields}>
      {field('from', from)}
      {field('to', to)}
      <Select
        label={t('restoreWizard.contents.zone')}
        description={t('restoreWizard.contents.zoneHint')}
        options={zones.map(id => ({ id, label: id.replaceAll('_', ' ') }))}
        value={zone}
        onChange={value => setZone(String(value))}
      />
    </div>
  );
}
