import { formatFigure } from './formatFigure';
import { Ratio } from './Ratio';

/** A table for a terminal. */
export function renderRatios(ratios: readonly Ratio[]): string {
  const rows = [
    ['data', 'figure', 'against', 'ours', 'theirs', 'ratio', 'reach'],
    ...ratios.map(({ data, figure, against, ours, theirs, ratio, reach }) => [
      data,
      figure,
      against,
      formatFigure(figure, ours),
      theirs === undefined ? '' : formatFigure(figure, theirs),
      ratio === undefined ? '' : ratio.toFixed(3),
      reach === undefined ? '' : `≤ ${reach}`,
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column < 3
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
