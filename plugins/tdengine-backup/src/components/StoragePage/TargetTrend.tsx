import { TargetUsage } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useFormatDay } from '../../hooks/useFormatDay';
import { Translate, useTranslation } from '../../hooks/useTranslation';
import { Chart, LazyTrendChart } from '../charts';

const DAY_MS = 86_400_000;
const FEWEST_POINTS = 2;

/** What backups take of one target over time, and what that comes to. */
export function TargetTrend(props: { target: TargetUsage }) {
  const { target } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const formatDay = useFormatDay();
  const { samples } = target;

  return (
    <Chart summary={describeTrend(target, t, format)}>
      {samples.length >= FEWEST_POINTS && (
        <LazyTrendChart
          points={samples.map(({ day, usedBytes }) => ({
            day,
            value: usedBytes,
          }))}
          label={t('overview.charts.used')}
          formatDay={formatDay}
          formatValue={format.bytes}
        />
      )}
    </Chart>
  );
}

function describeTrend(
  target: TargetUsage,
  t: Translate,
  format: ReturnType<typeof useFormat>,
): string {
  const { samples, usedBytes, freeBytes, daysUntilFull } = target;
  const figures = {
    target: target.target,
    used: format.bytes(usedBytes),
    count: target.backups,
  };
  const sentences: string[] = [
    freeBytes === undefined
      ? t('overview.charts.storageSummaryUsed', figures)
      : t('overview.charts.storageSummary', {
          ...figures,
          free: format.bytes(freeBytes),
        }),
  ];
  const [first] = samples;
  const last = samples[samples.length - 1];
  if (samples.length < FEWEST_POINTS) {
    sentences.push(t('overview.charts.noTrend'));
  } else {
    const days = format.count(
      Math.round((Date.parse(last.day) - Date.parse(first.day)) / DAY_MS),
    );
    const growth = last.usedBytes - first.usedBytes;
    sentences.push(
      growth >= 0
        ? t('overview.charts.storageGrowth', {
            growth: format.bytes(growth),
            days,
          })
        : t('overview.charts.storageShrink', {
            shrink: format.bytes(-growth),
            days,
          }),
    );
  }
  if (daysUntilFull !== undefined) {
    sentences.push(t('overview.charts.full', { count: daysUntilFull }));
  }
  return sentences.join(' ');
}
