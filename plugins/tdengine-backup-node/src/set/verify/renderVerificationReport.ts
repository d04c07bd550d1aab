import { VerificationReport } from './VerificationReport';

/**
 * A report as Markdown, for people: the outcome in one sentence, figures, problems, rows per table.
 *
 * @public
 */
export function renderVerificationReport(report: VerificationReport): string {
  return [
    `# Verification of ${escape(report.name)}`,
    '',
    summarize(report),
    '',
    table(
      ['', ''],
      [
        ['Backup', report.backupId],
        ['Started', report.startedAt],
        ['Finished', report.finishedAt],
        ['Files read', String(report.checkedFiles)],
        ['Bytes read', String(report.checkedBytes)],
        ['Rows decoded', String(report.checkedRows)],
        ['Problems', String(report.problemCount)],
      ],
    ),
    ...renderProblems(report),
    ...renderTables(report),
  ].join('\n');
}

function summarize({ ok, problemCount }: VerificationReport): string {
  if (ok) {
    return 'The backup is whole: every file is as it was written.';
  }
  return problemCount === 1
    ? 'The backup is **not** in order: one problem was found.'
    : `The backup is **not** in order: ${problemCount} problems were found.`;
}

function renderProblems({
  problems,
  problemCount,
}: VerificationReport): string[] {
  if (problems.length === 0) {
    return [];
  }
  const rest = problemCount - problems.length;
  return [
    '## Problems',
    '',
    table(
      ['File', 'Problem', 'What was found'],
      problems.map(({ path, problem, message }) => [path, problem, message]),
    ),
    ...(rest > 0 ? [`… and ${rest} more.`, ''] : []),
  ];
}

function renderTables({ tables }: VerificationReport): string[] {
  if (tables.length === 0) {
    return [];
  }
  return [
    '## Tables',
    '',
    table(
      ['Database', 'Table', 'Rows expected', 'Rows found', ''],
      tables.map(({ database, stable, expectedRows, foundRows }) => [
        database,
        stable,
        String(expectedRows),
        String(foundRows),
        expectedRows === foundRows ? 'equal' : 'different',
      ]),
    ),
  ];
}

function table(headings: string[], rows: string[][]): string {
  const lines = [headings, headings.map(() => '---'), ...rows.map(escapeAll)];
  return `${lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

function escapeAll(cells: string[]): string[] {
  return cells.map(escape);
}

/** Names are data: what Markdown or HTML would read as its own is written so that it shows. */
function escape(text: string): string {
  return text
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\r\n]+/g, ' ');
}
