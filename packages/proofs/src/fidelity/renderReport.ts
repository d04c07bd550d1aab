import { CaseResult } from './runCase';

/** The report as Markdown: one line a case and route. */
export function renderReport(
  results: readonly CaseResult[],
  facts: { tdengine: string; node: string; date: string },
): string {
  const failed = results.filter(result => result.differences.length > 0);
  const lines = results.map(result => {
    const { format, packaging } = result.route;
    const outcome =
      result.differences.length === 0
        ? equalOrRefused(result)
        : `**${result.differences[0]
            .replaceAll('|', '\\|')
            .replaceAll('\n', ' ')}**`;
    return `| ${result.case.title} | ${format} | ${packaging} | ${result.tables} | ${result.rows} | ${result.answers} | ${outcome} |`;
  });
  return [
    '# Fidelity',
    '',
    'Made by `./bin/yarn fidelity`: each database is made on a real server, backed up and restored under another name by the',
    "product's own engine, and both are compared: definitions with options, encodings and comments, tags, and the bytes of every",
    'value of every row. A second comparison shares no code with the product: it asks both databases over REST for definitions,',
    'catalogue, counts, first and last rows of every table, a sum of checksums of every column, and samples of rows, and compares',
    'the texts that the server answers.',
    '',
    `- TDengine ${facts.tdengine}, Node ${facts.node}, ${facts.date}`,
    `- ${results.length - failed.length} of ${results.length} as promised`,
    '',
    '| database | format | packaging | tables | rows | answers | restored is |',
    '| --- | --- | --- | ---: | ---: | ---: | --- |',
    ...lines,
    '',
  ].join('\n');
}

function equalOrRefused(result: CaseResult): string {
  return result.refused
    ? `refused with a clear error: ${result.case.refused?.because}`
    : 'equal';
}
