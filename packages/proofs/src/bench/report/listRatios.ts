import { dataSets } from '../data';
import { DataFigures } from '../runs/DataFigures';
import { Driver, drivers } from '../runs/Driver';
import { Run, Side, succeeded } from '../runs/Run';
import { Variant, variantNames } from '../runs/Variant';
import { median } from './median';
import { Ratio } from './Ratio';

/** What is linear, as far as runs of the same thing differ from each other. */
const LINEAR = 1.1;

/** The most that seconds of another way of ours may be of those of the default: 0.8 of the speed. */
const VARIANT_REACH: Partial<Record<Variant, number>> = { encrypted: 1.25 };

/** A figure of a run; `undefined` where the run has none. */
interface Figure {
  name: string;
  task: 'backup' | 'restore';
  of(run: Run): number | undefined;
}

const figuresOf = (task: 'backup' | 'restore'): Figure[] => [
  { name: `${task} seconds`, task, of: run => run.seconds },
  { name: `${task} rows per second`, task, of: run => run.rows / run.seconds },
  {
    name: `${task} client CPU seconds`,
    task,
    of: run => run.clientCpuSeconds,
  },
  {
    name: `${task} server CPU seconds`,
    task,
    of: run => run.serverCpuSeconds,
  },
  { name: `${task} peak MiB`, task, of: run => run.peakMiB },
];

const figures: readonly Figure[] = [
  ...figuresOf('backup'),
  ...figuresOf('restore'),
  { name: 'bytes', task: 'backup', of: run => run.bytes },
];

const ownFigures: readonly Figure[] = [
  {
    name: 'verify seconds',
    task: 'backup',
    of: run => run.extra?.verifySeconds,
  },
  { name: 'list seconds', task: 'backup', of: run => run.extra?.listSeconds },
  {
    name: 'contents seconds',
    task: 'restore',
    of: run => run.extra?.contentsSeconds,
  },
  { name: 'plan seconds', task: 'restore', of: run => run.extra?.planSeconds },
];

/** All figures of ours, each against those it was measured beside. */
export function listRatios(measured: readonly DataFigures[]): Ratio[] {
  return [
    ...measured.flatMap(data => [
      ...figures.flatMap(figure => ratiosOf(data, figure)),
      ...ownFigures.flatMap(figure => ownFigure(data, figure)),
      ...variantRatios(data),
      ...throttleRatios(data),
    ]),
    ...growth(measured),
  ];
}

function ratiosOf(data: DataFigures, figure: Figure): Ratio[] {
  const compared = drivers.flatMap(driver => {
    const both = valuePairs(data, figure, driver);
    return both.length === 0
      ? []
      : [
          {
            data: data.name,
            figure: figure.name,
            against: `taosdump ${driver}`,
            ...comparison(both),
            ...reachOf(data, figure, driver),
          },
        ];
  });
  return compared.length > 0 ? compared : ownFigure(data, figure);
}

function ownFigure(data: DataFigures, figure: Figure): Ratio[] {
  const ours = middleOf(data, figure);
  return ours === undefined
    ? []
    : [{ data: data.name, figure: figure.name, against: 'nothing', ours }];
}

/** What is to be reached is said of seconds and bytes. */
function reachOf(data: DataFigures, figure: Figure, driver: Driver) {
  const reach = dataSets
    .find(({ name }) => name === data.name)
    ?.reach.find(
      candidate =>
        candidate.against === driver &&
        [candidate.figure, `${candidate.figure} seconds`].includes(figure.name),
    );
  return reach && { reach: reach.ratio };
}

function valuePairs(
  data: DataFigures,
  figure: Figure,
  side: Side,
): Array<[number, number]> {
  return data.pairs.flatMap(pair => {
    const ours = valueOf(pair, 'ours', figure);
    const theirs = valueOf(pair, side, figure);
    return ours === undefined || !theirs ? [] : [[ours, theirs]];
  });
}

function middleOf(data: DataFigures, figure: Figure): number | undefined {
  const values = data.pairs.flatMap(pair => {
    const value = valueOf(pair, 'ours', figure);
    return value === undefined ? [] : [value];
  });
  return values.length === 0 ? undefined : median(values);
}

function valueOf(
  pair: DataFigures['pairs'][number],
  side: Side,
  figure: Figure,
): number | undefined {
  const run = pair[side]?.[figure.task];
  return succeeded(run) ? figure.of(run) : undefined;
}

/** Another way of ours against the default, pair by pair: here `ours` is the other way. */
function variantRatios(data: DataFigures): Ratio[] {
  return variantNames.flatMap(variant =>
    figures.flatMap(figure => {
      const both = valuePairs(data, figure, variant).map(
        ([plain, other]): [number, number] => [other, plain],
      );
      const reach =
        figure.name === `${figure.task} seconds`
          ? VARIANT_REACH[variant]
          : undefined;
      return both.length === 0
        ? []
        : [
            {
              data: data.name,
              figure: `${figure.name}, ${variant}`,
              against: 'ours by default',
              ...comparison(both),
              ...(reach !== undefined && { reach }),
            },
          ];
    }),
  );
}

/** Medians of what was measured in the same pairs. */
function comparison(both: ReadonlyArray<[number, number]>) {
  return {
    ratio: median(both.map(([ours, theirs]) => ours / theirs)),
    ours: median(both.map(([ours]) => ours)),
    theirs: median(both.map(([, theirs]) => theirs)),
  };
}

function throttleRatios(data: DataFigures): Ratio[] {
  if (!data.throttled) {
    return [];
  }
  const { run, rowsPerSecond } = data.throttled;
  const load = (of: Run) =>
    of.serverCpuSeconds === undefined
      ? undefined
      : of.serverCpuSeconds / of.seconds;
  const rates: Array<[string, (of: Run) => number | undefined]> = [
    ['backup seconds', of => of.seconds],
    ['backup server CPU seconds a second', load],
  ];
  return rates.flatMap(([name, of]) => {
    const ours = of(run);
    const theirs = middleOf(data, { name, task: 'backup', of });
    return ours === undefined || !theirs
      ? []
      : [
          {
            data: data.name,
            figure: `${name}, at most ${rowsPerSecond} rows/s`,
            against: 'ours without a throttle',
            ratio: ours / theirs,
            ours,
            theirs,
          },
        ];
  });
}

/** What must not grow with the data, and what must grow no faster than they do. */
function growth(measured: readonly DataFigures[]): Ratio[] {
  const between = (
    big: string,
    small: string,
    names: readonly string[],
    times: (rows: { big: DataFigures; small: DataFigures }) => number,
    reach?: number,
  ): Ratio[] => {
    const bigData = measured.find(({ name }) => name === big);
    const smallData = measured.find(({ name }) => name === small);
    if (!bigData || !smallData) {
      return [];
    }
    const factor = times({ big: bigData, small: smallData });
    return [...figures, ...ownFigures]
      .filter(({ name }) => names.includes(name))
      .flatMap(figure => {
        const ours = middleOf(bigData, figure);
        const one = middleOf(smallData, figure);
        return ours === undefined || !one
          ? []
          : [
              {
                data: big,
                figure: figure.name,
                against: factor === 1 ? small : `${factor} × ${small}`,
                ratio: ours / (one * factor),
                ours,
                theirs: one * factor,
                ...(reach !== undefined && { reach }),
              },
            ];
      });
  };
  return [
    ...between(
      'large',
      'narrow',
      ['backup peak MiB', 'restore peak MiB'],
      () => 1,
      1.15,
    ),
    ...between(
      'tables-100k',
      'tables-10k',
      ['backup seconds', 'restore seconds', 'list seconds', 'plan seconds'],
      ({ big, small }) => big.tables / small.tables,
      LINEAR,
    ),
  ];
}
