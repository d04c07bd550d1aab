/** Colours of the theme, light or dark; recharts hands them to the browser as they are. */
export const CHART_COLORS = {
  good: 'var(--bui-fg-positive)',
  bad: 'var(--bui-fg-negative)',
  odd: 'var(--bui-fg-warning)',
  other: 'var(--bui-fg-secondary)',
  line: 'var(--bui-fg-announcement)',
  grid: 'var(--bui-border-1)',
};

export const AXIS = {
  stroke: CHART_COLORS.other,
  tick: { fill: CHART_COLORS.other, fontSize: 11 },
  tickLine: false,
} as const;

export const TOOLTIP = {
  contentStyle: {
    color: 'var(--bui-fg-primary)',
    backgroundColor: 'var(--bui-bg-app)',
    border: '1px solid var(--bui-border-1)',
    borderRadius: 'var(--bui-radius-2)',
  },
  isAnimationActive: false,
} as const;
