import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { RescanCase, RescanFigures } from './measureRescan';

const reportPath = resolvePackagePath('proofs', '../../docs/rescan.json');
const FILES = 20;

/**
 * `yarn rescan [how many …]`: how long the search of a folder with so many backups takes, and how much memory. With SQLite, or
 * with the empty PostgreSQL database that `POSTGRES_URL` names.
 */
async function main() {
  const postgres = process.env.POSTGRES_URL;
  const counts = process.argv.slice(2).map(Number);
  for (const sets of counts.length > 0 ? counts : [1_000]) {
    console.log(`Searching a folder with ${sets} backups …`);
    const figures = await measure({ sets, files: FILES, postgres });
    console.log(figures);
    await keep(`${sets} on ${postgres ? 'PostgreSQL' : 'SQLite'}`, figures);
    if (figures.unknown.added !== sets || figures.known.added !== 0) {
      throw new Error(`Not all of ${sets} were found, or some twice`);
    }
  }
}

async function measure(what: RescanCase): Promise<RescanFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    resolvePackagePath('proofs', 'src/rescan/measureRescan.ts'),
    JSON.stringify(what),
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

async function keep(name: string, figures: RescanFigures): Promise<void> {
  const previous = JSON.parse(
    await readFile(reportPath, 'utf8').catch(() => '{}'),
  );
  const entry = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    // What else the machine had to do.
    load: Math.round(loadavg()[0] * 10) / 10,
    ...figures,
  };
  await writeFile(
    reportPath,
    `${JSON.stringify({ ...previous, [name]: entry }, undefined, 2)}\n`,
  );
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
