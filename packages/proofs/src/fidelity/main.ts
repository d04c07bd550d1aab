import { writeFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { openEngine } from '../engine/openEngine';
import { connect, proofServer } from '../server/connect';
import { fidelityCases } from './cases';
import { allTypesCases } from './cases/allTypes';
import { renderReport } from './renderReport';
import { RestReader } from './rest/RestReader';
import { CaseResult, Route, runCase } from './runCase';

const routes: Route[] = [
  { format: 'native', packaging: 'folder' },
  { format: 'native', packaging: 'zip' },
  { format: 'native', packaging: 'tar.gz' },
  { format: 'parquet', packaging: 'zip' },
  { format: 'csv', packaging: 'zip' },
];
// CSV has to tell every type's values apart in each packaging; what is packed differs in nothing else.
const typeRoutes: Route[] = [
  ...routes,
  { format: 'csv', packaging: 'folder' },
  { format: 'csv', packaging: 'tar.gz' },
];
const reportPath = resolvePackagePath('proofs', '../../docs/fidelity.md');

/** `yarn fidelity [--quick] [case …]`: all cases write the report, chosen ones or one format and packaging only print. */
async function main() {
  const chosen = process.argv.slice(2).filter(name => name !== '--quick');
  const quick = process.argv.includes('--quick');
  const unknown = chosen.filter(
    name => !fidelityCases.some(proof => proof.name === name),
  );
  if (unknown.length > 0) {
    throw new Error(
      `No such case: ${unknown.join(', ')}. There are ${fidelityCases
        .map(proof => proof.name)
        .join(', ')}`,
    );
  }
  const server = proofServer();
  const client = connect(server);
  const { version } = await client.assertSupported();
  console.log(`TDengine ${version}`);
  const rest = RestReader.create(server);
  const engine = await openEngine(server);
  const results: CaseResult[] = [];
  try {
    for (const proof of fidelityCases) {
      if (chosen.length > 0 && !chosen.includes(proof.name)) {
        continue;
      }
      const all = allTypesCases.includes(proof) ? typeRoutes : routes;
      const ways = quick ? all.slice(0, 1) : all;
      for (const result of await runCase(proof, ways, {
        client,
        rest,
        engine,
      })) {
        results.push(result);
        const { format, packaging } = result.route;
        console.log(
          `${outcomeOf(result)} ${proof.name} ${format} ${packaging}: ${
            result.tables
          } tables, ${result.rows} rows, ${
            result.answers
          } answers${result.differences.map(line => `\n    ${line}`).join('')}`,
        );
      }
    }
  } finally {
    await engine.close();
    await client.close();
  }
  const failed = results.filter(result => result.differences.length > 0).length;
  if (chosen.length === 0 && !quick) {
    await writeFile(
      reportPath,
      renderReport(results, {
        tdengine: version,
        node: process.versions.node,
        date: new Date().toISOString().slice(0, 10),
      }),
    );
  }
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function outcomeOf({ differences, refused }: CaseResult): string {
  if (differences.length > 0) {
    return 'DIFFERS';
  }
  return refused ? 'refused' : 'equal  ';
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
