import { OverviewDay } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useFormatDay } from '../../hooks/useFormatDay';
import { useTranslation } from '../../hooks/useTranslation';
import { Chart, LazyTrendChart } from '../charts';
import { Section } from '../shared';

/** How long a run takes, day by day. */
export function DurationSection(props: { days: OverviewDay[] }) {
  const { days } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const formatDay = useFormatDay();
  const durations = days
    .flatMap(({ medianDurationMs }) => medianDurationMs ?? [])
    .sort((a, b) => a - b);

  return (
    <Section title={t('overview.charts.duration')}>
      <Chart
        summary={
          durations.length === 0
            ? t('overview.charts.noRuns')
            : t('overview.charts.durationSummary', {
                median: format.duration(
                  durations[Math.floor(durations.length / 2)],
                ),
                shortest: format.duration(durations[0]),
                longest: format.duration(durations[durations.length - 1]),
              })
        }
      >
        {durations.length > 0 && (
          <LazyTrendChart
            points={days.map(({ day, medianDurationMs }) => ({
              day,
              value: medianDurationMs,
            }))}
            label={t('overview.charts.durationSeries')}
            formatDay={formatDay}
            formatValue={format.duration}
          />
        )}
      </Chart>
    </Section>
  );
}
