import { DataFigures } from '../runs/DataFigures';
import { Side, succeeded } from '../runs/Run';
import { median } from './median';

const WIDTH = 820;
const HEIGHT = 360;
const TOP = 56;
const BOTTOM = 56;
const PANEL_WIDTH = 320;
const LEFTS = [64, 464];
const LEGEND_LEFTS = [210, 310, 410, 600];

/** In colours that are told apart on white and on black. */
const SERIES = [
  {
    side: 'ours',
    task: 'backup',
    title: 'backup',
    colour: '#2f81f7',
    dash: '',
  },
  {
    side: 'ours',
    task: 'restore',
    title: 'restore',
    colour: '#d29922',
    dash: '',
  },
  {
    side: 'native',
    task: 'backup',
    title: 'backup by taosdump',
    colour: '#2f81f7',
    dash: '4 4',
  },
  {
    side: 'native',
    task: 'restore',
    title: 'restore by taosdump',
    colour: '#d29922',
    dash: '4 4',
  },
] as const;

interface Panel {
  title: string;
  /** Which data sets, and what they are larger by. */
  names: readonly string[];
  of(data: DataFigures): number;
}

const panels: readonly Panel[] = [
  {
    title: 'rows, in 1,000 tables',
    names: ['rows-1m', 'narrow', 'rows-30m', 'large'],
    of: ({ rows }) => rows,
  },
  {
    title: 'tables, of 1 M rows',
    names: ['tables-100', 'rows-1m', 'tables-10k-1m', 'tables-100k'],
    of: ({ tables }) => tables,
  },
];

interface Point {
  x: number;
  y: number;
}

/** Rows a second over the size of the data, as an SVG that is readable on light and dark pages. */
export function renderChart(measured: readonly DataFigures[]): string {
  const drawn = panels.map(panel => {
    const data = measured.filter(({ name }) => panel.names.includes(name));
    return {
      panel,
      series: SERIES.map(series => ({
        ...series,
        points: data
          .flatMap(one => pointOf(one, series, panel))
          .sort((a, b) => a.x - b.x),
      })),
    };
  });
  const top = niceTop(
    Math.max(
      1,
      ...drawn.flatMap(({ series }) =>
        series.flatMap(({ points }) => points.map(({ y }) => y)),
      ),
    ),
  );
  const used = SERIES.filter(({ title }) =>
    drawn.some(({ series }) =>
      series.some(one => one.title === title && one.points.length > 0),
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12">`,
    '<title>Millions of rows a second over the size of the data</title>',
    '<style>text { fill: #57606a } .line { stroke: #57606a; stroke-opacity: 0.3 } @media (prefers-color-scheme: dark) { text { fill: #9da7b3 } .line { stroke: #9da7b3 } }</style>',
    '<text x="12" y="20" font-size="14">Millions of rows a second</text>',
    ...used.map(legend),
    ...drawn.flatMap(({ panel, series }, index) =>
      drawPanel(panel, series, LEFTS[index], top),
    ),
    '</svg>',
    '',
  ].join('\n');
}

function pointOf(
  data: DataFigures,
  series: { side: Side; task: 'backup' | 'restore' },
  panel: Panel,
): Point[] {
  const speeds = data.pairs.flatMap(pair => {
    const run = pair[series.side]?.[series.task];
    return succeeded(run) ? [run.rows / run.seconds / 1e6] : [];
  });
  return speeds.length === 0 ? [] : [{ x: panel.of(data), y: median(speeds) }];
}

/** The end of an axis with four steps that are easily read. */
function niceTop(largest: number): number {
  const step = [0.25, 0.5, 1, 1.5, 2, 2.5, 5].find(one => one * 4 >= largest);
  return (step ?? Math.ceil(largest / 4)) * 4;
}

function legend(
  { title, colour, dash }: (typeof SERIES)[number],
  index: number,
): string {
  const x = LEGEND_LEFTS[index];
  return [
    `<line x1="${x}" y1="16" x2="${
      x + 24
    }" y2="16" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    `<text x="${x + 30}" y="20">${title}</text>`,
  ].join('');
}

function drawPanel(
  panel: Panel,
  series: Array<(typeof SERIES)[number] & { points: Point[] }>,
  left: number,
  top: number,
): string[] {
  const sizes = series.flatMap(({ points }) => points.map(({ x }) => x));
  const least = Math.log10(Math.min(...sizes));
  const span = Math.log10(Math.max(...sizes)) - least || 1;
  const height = HEIGHT - TOP - BOTTOM;
  const atX = (x: number) =>
    round(left + ((Math.log10(x) - least) / span) * PANEL_WIDTH);
  const atY = (y: number) => round(TOP + height - (y / top) * height);
  const ticks = [0, 1, 2, 3, 4].map(step => (top / 4) * step);
  return [
    ...ticks.map(
      tick =>
        `<line class="line" x1="${left}" y1="${atY(tick)}" x2="${
          left + PANEL_WIDTH
        }" y2="${atY(tick)}"/><text x="${left - 8}" y="${
          atY(tick) + 4
        }" text-anchor="end">${tick}</text>`,
    ),
    ...[...new Set(sizes)].map(
      size =>
        `<text x="${atX(size)}" y="${
          HEIGHT - BOTTOM + 20
        }" text-anchor="middle">${shortNumber(size)}</text>`,
    ),
    `<text x="${left + PANEL_WIDTH / 2}" y="${
      HEIGHT - 12
    }" text-anchor="middle">${panel.title}</text>`,
    ...series.flatMap(({ points, colour, dash }) => [
      ...(points.length > 1
        ? [
            `<polyline points="${points
              .map(({ x, y }) => `${atX(x)},${atY(y)}`)
              .join(
                ' ',
              )}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
          ]
        : []),
      ...points.map(
        ({ x, y }) =>
          `<circle cx="${atX(x)}" cy="${atY(
            y,
          )}" r="3.5" stroke="${colour}" fill="${dash ? 'none' : colour}"/>`,
      ),
    ]),
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function shortNumber(value: number): string {
  return value >= 1e6
    ? `${value / 1e6} M`
    : value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
