import { DataFigures } from '../runs/DataFigures';
import { drivers } from '../runs/Driver';
import { FailedRun, Outcome, Side, succeeded } from '../runs/Run';
import { isVariant } from '../runs/Variant';
import { formatFigure } from './formatFigure';
import { listRatios } from './listRatios';
import { markdownTable } from './markdownTable';
import { median } from './median';
import { Ratio } from './Ratio';

/** What the vendor says of the dumper of 3.4.1 and later. */
const VENDOR = { cores: 12, out: 3.6e6, in: 3.4e6 };

/** The section of the page between the markers. */
export function renderSpeed(measured: readonly DataFigures[]): string {
  const ratios = listRatios(measured);
  return [
    factsOf(measured),
    'Ratios are ours / theirs, each the median over the pairs. What is to be reached is said for a machine with two cores.',
    summary(ratios),
    ...failures(measured),
    checksOf(measured),
    vendor(measured),
    '![Rows a second over the size of the data](images/rows-per-second.svg)',
    '### All figures of our side',
    details(measured),
    ...throttle(measured, ratios),
    ...profile(measured),
  ].join('\n\n');
}

function factsOf(measured: readonly DataFigures[]): string {
  return measured
    .map(({ name, title, facts, pairs }) =>
      [
        `- \`${name}\`: ${title}. ${facts.date}, TDengine ${facts.tdengine}`,
        facts.taosdump
          ? `taosdump ${facts.taosdump} with its defaults`
          : 'no taosdump',
        `Node ${facts.node}`,
        `${facts.cores} cores (${facts.processor})`,
        `${pairs.length} ${pairs.length === 1 ? 'pair' : 'pairs'}`,
      ].join(', '),
    )
    .join('\n');
}

function summary(ratios: readonly Ratio[]): string {
  const wanted = ratios.filter(
    ({ figure, ratio, reach }) =>
      ratio !== undefined &&
      (reach !== undefined ||
        ['backup seconds', 'restore seconds', 'bytes'].includes(
          figure.split(',')[0],
        )),
  );
  return markdownTable(
    [
      ['data', 'figure', 'against', 'ours', 'theirs', 'ratio', 'reach', ''],
      ...wanted.map(
        ({ data, figure, against, ours, theirs, ratio = 0, reach }) => [
          data,
          figure.replace(' seconds', ''),
          against,
          formatFigure(figure, ours),
          theirs === undefined ? '' : formatFigure(figure, theirs),
          ratio.toFixed(3),
          reach === undefined ? '' : `≤ ${reach}`,
          reach === undefined ? '' : outcome(ratio, reach),
        ],
      ),
    ],
    3,
  );
}

function outcome(ratio: number, reach: number): string {
  return ratio <= reach ? 'reached' : '**missed**';
}

/** What a dumper could not do, in its own words. */
function failures(measured: readonly DataFigures[]): string[] {
  const lines = measured.flatMap(({ name, pairs }) =>
    drivers.flatMap(driver => {
      const failed = pairs
        .flatMap(pair => [
          ['backup', pair[driver]?.backup] as const,
          ['restore', pair[driver]?.restore] as const,
        ])
        .find(
          (entry): entry is readonly ['backup' | 'restore', FailedRun] =>
            entry[1] !== undefined && !succeeded(entry[1]),
        );
      return failed
        ? [
            `- The ${failed[0]} of \`${name}\` by taosdump ${driver} did not run here: \`${failed[1].error}\``,
          ]
        : [];
    }),
  );
  return lines.length > 0 ? [lines.join('\n')] : [];
}

function checksOf(measured: readonly DataFigures[]): string {
  const checks = measured.flatMap(({ name, checks: own }) =>
    own.map(check => ({ name, ...check })),
  );
  const values = checks.filter(({ compared }) => compared === 'every value');
  const different = checks.filter(({ differences }) => differences.length > 0);
  return [
    `Every restored database was compared with its source: ${checks.length} comparisons of the rows per table, ${values.length} of them also of every value.`,
    different.length === 0
      ? 'All were equal.'
      : `Not equal: ${different
          .map(
            ({ name, side, differences }) =>
              `\`${name}\` restored by ${nameOf(side)} (${differences[0]})`,
          )
          .join('; ')}.`,
  ].join(' ');
}

function nameOf(side: Side): string {
  if (side === 'ours') {
    return 'this software';
  }
  return isVariant(side) ? `this software (${side})` : `taosdump ${side}`;
}

function vendor(measured: readonly DataFigures[]): string {
  const perCore = (rows: number, cores: number) =>
    `${(rows / cores / 1e6).toFixed(2)} M`;
  const quote = `TDengine's maker gives ${VENDOR.out / 1e6} M rows/s out and ${
    VENDOR.in / 1e6
  } M in on ${VENDOR.cores} cores for the dumper of 3.4.1 and later: ${perCore(
    VENDOR.out,
    VENDOR.cores,
  )} and ${perCore(VENDOR.in, VENDOR.cores)} per core and second.`;
  const narrow = measured.find(({ name }) => name === 'narrow');
  const speedOf = (task: 'backup' | 'restore') => {
    const values = (narrow?.pairs ?? []).flatMap(({ ours }) => {
      const run = ours?.[task];
      return succeeded(run) ? [run.rows / run.seconds] : [];
    });
    return values.length > 0
      ? perCore(median(values), narrow!.facts.cores)
      : undefined;
  };
  const [out, into] = [speedOf('backup'), speedOf('restore')];
  return out && into
    ? `${quote} Ours with \`narrow\`, with the server on the same cores: ${out} and ${into}.`
    : quote;
}

function details(measured: readonly DataFigures[]): string {
  const rows = measured.flatMap(({ name, pairs }) =>
    (['backup', 'restore'] as const).flatMap(task => {
      const runs = pairs.flatMap(({ ours }) => {
        const run: Outcome | undefined = ours?.[task];
        return succeeded(run) ? [run] : [];
      });
      if (runs.length === 0) {
        return [];
      }
      const middle = (
        of: (run: (typeof runs)[number]) => number | undefined,
      ) => {
        const values = runs.flatMap(run => of(run) ?? []);
        return values.length === 0 ? undefined : median(values);
      };
      const seconds = (value: number | undefined) =>
        value === undefined ? '' : formatFigure('seconds', value);
      return [
        [
          name,
          task,
          seconds(middle(run => run.seconds)),
          formatFigure(
            'rows per second',
            middle(run => run.rows / run.seconds) ?? 0,
          ),
          seconds(middle(run => run.clientCpuSeconds)),
          seconds(middle(run => run.serverCpuSeconds)),
          formatFigure('MiB', middle(run => run.peakMiB) ?? 0),
          seconds(middle(run => run.extra?.verifySeconds)),
          seconds(
            middle(run =>
              task === 'backup'
                ? run.extra?.listSeconds
                : run.extra?.contentsSeconds,
            ),
          ),
          seconds(middle(run => run.extra?.planSeconds)),
          `${middle(run => run.extra?.eventLoop.p99Ms)} / ${middle(
            run => run.extra?.eventLoop.maxMs,
          )} ms`,
        ],
      ];
    }),
  );
  return [
    markdownTable(
      [
        [
          'data',
          'task',
          'time',
          'rows/s',
          'CPU',
          'server CPU',
          'peak',
          'verify',
          'list',
          'plan',
          'loop late',
        ],
        ...rows,
      ],
      2,
    ),
    '',
    'Verifying is not part of the time of a backup here. List: the tables that can be backed up, or the first page of those in the backup. Loop late: how long the event loop kept something waiting, 99th percentile and longest.',
  ].join('\n');
}

function throttle(
  measured: readonly DataFigures[],
  ratios: readonly Ratio[],
): string[] {
  const throttled = measured.find(data => data.throttled)?.throttled;
  if (!throttled) {
    return [];
  }
  const load = ratios.find(({ figure }) =>
    figure.startsWith('backup server CPU seconds a second'),
  );
  return [
    '### A throttle',
    `With \`throttle: { rowsPerSecond: ${
      throttled.rowsPerSecond
    } }\` the backup of \`narrow\` takes ${formatFigure(
      'seconds',
      throttled.run.seconds,
    )}${
      load?.theirs === undefined
        ? ''
        : `, and costs the server ${load.ours.toFixed(
            2,
          )} cores while it runs instead of ${load.theirs.toFixed(2)}`
    }.`,
  ];
}

function profile(measured: readonly DataFigures[]): string[] {
  const rows = measured.flatMap(({ name, pairs }) =>
    (['backup', 'restore'] as const).flatMap(task => {
      const run = pairs
        .map(({ ours }) => ours?.[task])
        .find(candidate => succeeded(candidate) && candidate.extra?.stages);
      return succeeded(run)
        ? [
            [
              name,
              task,
              formatFigure('seconds', run.seconds),
              Object.entries(run.extra?.stages ?? {})
                .map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)} s`)
                .join(', '),
            ],
          ]
        : [];
    }),
  );
  return rows.length === 0
    ? []
    : [
        '### Where the time goes',
        markdownTable([['data', 'task', 'time', 'stages'], ...rows], 4),
        'Seconds of all units together, which run side by side: their sum is more than the time.',
      ];
}
