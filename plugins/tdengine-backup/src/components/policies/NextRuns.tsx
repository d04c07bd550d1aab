import { Flex, Text } from '@backstage/ui';
import {
  nextRuns,
  parseSchedule,
  PolicySchedule,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { browserTimeZone, formatInZone } from '../../hooks/timeZones';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './policies.module.css';

const RUNS = 5;

interface Props {
  schedule: PolicySchedule;
}

/** The next five runs in the time zone of the schedule, and in that of the user where it is another. */
export function NextRuns(props: Props) {
  const { schedule } = props;
  const { t } = useTranslation();
  const { locale } = useFormat();
  const now = useNow(60_000);
  const own = browserTimeZone();
  const text = JSON.stringify(schedule);
  const runs = useMemo(() => {
    try {
      return nextRuns(parseSchedule(JSON.parse(text)), new Date(now), RUNS);
    } catch {
      return [];
    }
  }, [text, now]);
  const isElsewhere = schedule.timeZone !== own;

  if (runs.length === 0) {
    return <Text color="secondary">{t('policyDetail.schedule.none')}</Text>;
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="p" weight="bold">
        {t('policyDetail.schedule.next')}
      </Text>
      <ol
        className={styles.runs}
        data-zones={isElsewhere ? 2 : 1}
        aria-label={t('policyDetail.schedule.next')}
      >
        {runs.map(run => (
          <li key={run.getTime()} className={styles.run}>
            <time dateTime={run.toISOString()}>
              {formatInZone(run, locale, schedule.timeZone)}
            </time>
            {isElsewhere && (
              <span className={styles.secondary}>
                {formatInZone(run, locale, own)}
              </span>
            )}
          </li>
        ))}
      </ol>
      <Text as="p" variant="body-small" color="secondary">
        {t('policyDetail.schedule.inZone', { zone: schedule.timeZone })}
        {isElsewhere && (
          <>
            {' · '}
            {t('policyDetail.schedule.inBrowser', { zone: own })}
          </>
        )}
      </Text>
    </Flex>
  );
}
