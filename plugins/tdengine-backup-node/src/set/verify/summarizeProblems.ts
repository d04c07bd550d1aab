/**
 * The first problem of a report and how many more there are, in one sentence.
 *
 * @public
 */
export function summarizeProblems(
  what: string,
  report: { problems: ReadonlyArray<{ message: string }> },
): string {
  const [first, ...others] = report.problems;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `${what}: ${first?.message ?? 'the reason is not known'}${more}`;
}
