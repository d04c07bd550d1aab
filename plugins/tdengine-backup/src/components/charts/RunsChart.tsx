import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { AXIS, CHART_COLORS, TOOLTIP } from './chartStyle';

/** A part of each bar. */
export interface RunsSeries {
  key: 'succeeded' | 'failed' | 'missed' | 'cancelled';
  label: string;
}

interface Props {
  days: Array<{ day: string } & Record<RunsSeries['key'], number>>;
  series: RunsSeries[];
  formatDay: (day: string) => string;
}

const FILLS: Record<RunsSeries['key'], string> = {
  succeeded: CHART_COLORS.good,
  failed: CHART_COLORS.bad,
  missed: CHART_COLORS.odd,
  cancelled: CHART_COLORS.other,
};

/** Runs a day by what became of them. */
// A default export, since that is what is loaded lazily.
export default function RunsChart(props: Props) {
  const { days, series, formatDay } = props;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={days} accessibilityLayer={false} barCategoryGap="15%">
        <CartesianGrid vertical={false} stroke={CHART_COLORS.grid} />
        <XAxis
          {...AXIS}
          dataKey="day"
          tickFormatter={formatDay}
          minTickGap={24}
        />
        <YAxis {...AXIS} width={32} allowDecimals={false} axisLine={false} />
        <Tooltip
          {...TOOLTIP}
          cursor={{ fill: CHART_COLORS.grid, opacity: 0.4 }}
          labelFormatter={day => formatDay(String(day))}
        />
        <Legend iconType="square" iconSize={8} />
        {series.map(({ key, label }) => (
          <Bar
            key={key}
            dataKey={key}
            name={label}
            stackId="runs"
            fill={FILLS[key]}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
