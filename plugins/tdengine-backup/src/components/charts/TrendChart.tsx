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

/** With fewer each has a dot: one alone is no line. */
const FEWEST_FOR_A_LINE = 8;

/** One figure over days. */
// A default export, since that is what is loaded lazily.
export default function TrendChart(props: Props) {
  const { points, label, formatDay, formatValue } = props;
  const known = points.filter(({ value }) => value !== undefined).length;
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
          width={72}
          axisLine={false}
          tickCount={4}
          // What has spaces would go over two lines.
          tickFormatter={value =>
            formatValue(Number(value)).replace(/ /g, '\u00a0')
          }
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
          dot={known < FEWEST_FOR_A_LINE}
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
