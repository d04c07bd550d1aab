import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { dataSets } from '../data';
import { DataFigures } from '../runs/DataFigures';
import { renderChart } from './renderChart';
import { renderSpeed } from './renderSpeed';

const docs = resolvePackagePath('proofs', '../../docs');
const figuresPath = path.join(docs, 'bench.json');
const chartPath = path.join(docs, 'images', 'rows-per-second.svg');
const pagePath = path.join(docs, 'performance.md');

const BEGIN = '<!-- Made by yarn bench: begin -->';
const END = '<!-- Made by yarn bench: end -->';

/** Adds to the figures measured before, and makes the page's section and the chart of all of them. */
export async function writeReport(
  measured: readonly DataFigures[],
): Promise<string[]> {
  const before: Record<string, DataFigures> = JSON.parse(
    await readFile(figuresPath, 'utf8').catch(() => '{}'),
  );
  const figures: Record<string, DataFigures> = { ...before };
  for (const data of measured) {
    figures[data.name] = data;
  }
  const all = dataSets.flatMap(({ name }) => figures[name] ?? []);
  const page = await readFile(pagePath, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(
      `docs/performance.md lacks the lines '${BEGIN}' and '${END}', between which the figures go`,
    );
  }
  await mkdir(path.dirname(chartPath), { recursive: true });
  await writeFile(figuresPath, `${JSON.stringify(figures, undefined, 2)}\n`);
  await writeFile(chartPath, renderChart(all));
  await writeFile(
    pagePath,
    `${page.slice(0, begin)}${BEGIN}\n\n${renderSpeed(all)}\n\n${page.slice(
      end,
    )}`,
  );
  return [pagePath, figuresPath, chartPath].map(file =>
    path.relative(path.dirname(docs), file),
  );
}
