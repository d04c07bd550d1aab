/** A table with its columns aligned, as the repository's check of Markdown wants it. The first row is the head. */
export function markdownTable(
  rows: ReadonlyArray<readonly string[]>,
  numbersFrom: number,
): string {
  const widths = rows[0].map((_, column) =>
    Math.max(3, ...rows.map(row => [...row[column]].length)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head, ...body] = rows.map(row =>
    line(
      row.map((cell, column) =>
        column < numbersFrom
          ? cell.padEnd(widths[column])
          : cell.padStart(widths[column]),
      ),
    ),
  );
  const rule = line(
    widths.map((width, column) =>
      column < numbersFrom ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
    ),
  );
  return [head, rule, ...body].join('\n');
}
