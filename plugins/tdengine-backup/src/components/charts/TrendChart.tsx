import {
  Area,
  AreaChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { AXIS, CHART_COLORS, TOOLTIP } from './chartStyle';

interface Props {
  /** The oldest first; a day without a value leaves no gap. */
  points: Array<{ day: string; value?: number }>;
  label: string;
  formatDay: (day: string) => string;
  formatValue: (value: number) => string;
}

/** One figure over days. */
// A default export, since that is what is loaded lazily.
export default function TrendChart(props: Props) {
  const { points, label, formatDay, formatValue } = props;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={points} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke={CHART_COLORS.grid} />
        <XAxis
          {...AXIS}
          dataKey="day"
          tickFormatter={formatDay}
          minTickGap={24}
        />
        <YAxis
          {...AXIS}
          width={64}
          axisLine={false}
          tickCount={4}
          tickFormatter={value => formatValue(Number(value))}
        />
        <Tooltip
          {...TOOLTIP}
          cursor={{ stroke: CHART_COLORS.other }}
          labelFormatter={day => formatDay(String(day))}
          formatter={value => formatValue(Number(value))}
        />
        <Area
          dataKey="value"
          name={label}
          type="monotone"
          connectNulls
          stroke={CHART_COLORS.line}
          strokeWidth={2}
          fill={CHART_COLORS.line}
          fillOpacity={0.15}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
