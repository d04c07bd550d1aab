import { OverviewDay } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useFormatDay } from '../../hooks/useFormatDay';
import { useTranslation } from '../../hooks/useTranslation';
import { Chart, LazyRunsChart } from '../charts';
import { Section } from '../shared';

const KEYS = ['succeeded', 'failed', 'missed', 'cancelled'] as const;
const MOST_DAYS_NAMED = 5;

interface Props {
  days: OverviewDay[];
  successRate?: number;
}

/** What became of the runs of each day. */
export function SuccessSection(props: Props) {
  const { days, successRate } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const formatDay = useFormatDay();
  const sum = (key: (typeof KEYS)[number]) =>
    days.reduce((total, day) => total + day[key], 0);
  const isEmpty = KEYS.every(key => sum(key) === 0);
  const trouble = days
    .filter(({ failed, missed }) => failed + missed > 0)
    .map(({ day }) => formatDay(day));

  let summary: string = t('overview.charts.noRuns');
  if (!isEmpty) {
    summary = t('overview.charts.successSummary', {
      rate: format.percent(
        successRate === undefined ? undefined : successRate * 100,
      ),
      count: sum('succeeded') + sum('failed'),
      failed: format.count(sum('failed')),
      missed: format.count(sum('missed')),
    });
    if (trouble.length > 0) {
      const named = trouble.slice(-MOST_DAYS_NAMED).join(', ');
      summary += ` ${t('overview.charts.successTrouble', {
        days: trouble.length > MOST_DAYS_NAMED ? `… ${named}` : named,
      })}`;
    }
  }

  return (
    <Section title={t('overview.charts.success')}>
      <Chart summary={summary}>
        {!isEmpty && (
          <LazyRunsChart
            days={days}
            series={KEYS.filter(key => sum(key) > 0).map(key => ({
              key,
              label: t(`overview.charts.${key}`),
            }))}
            formatDay={formatDay}
          />
        )}
      </Chart>
    </Section>
  );
}
