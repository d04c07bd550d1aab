// Runs every test of the project and ends with one line that sums them. What a machine lacks is named, not passed over.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './runCommand.mjs';
import { startPostgres } from './startPostgres.mjs';
import { chooseTdengine } from './chooseTdengine.mjs';
import { findChromium } from './findChromium.mjs';

const SLOWEST = 20;
const root = path.resolve(import.meta.dirname, '../..');
const yarn = [path.join(root, '.yarn/releases/yarn-4.18.1.cjs')];
const only = new Set(process.argv.slice(2));
const wanted = suite => only.size === 0 || only.has(suite);
// It takes minutes for what people look at, and finds little that the others do not: only who names it gets it.
const wantsPictures = only.has('pictures');

const scratch = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const missing = [];
const closers = [];

function add(suite, { passed, failed, skipped = 0 }) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  console.log(
    `\n${suite}: ${passed} passed, ${failed} failed, ${skipped} skipped`,
  );
}

/** So that whoever finds the whole run too long knows where to begin. */
function nameSlowest(files) {
  const seconds = ({ startTime, endTime }) =>
    Math.round((endTime - startTime) / 1_000);
  const slowest = [...files]
    .sort((a, b) => seconds(b) - seconds(a))
    .slice(0, SLOWEST);
  console.log('\nThe slowest files:');
  for (const file of slowest) {
    console.log(`  ${seconds(file)} s  ${path.relative(root, file.name)}`);
  }
}

async function jest(environment) {
  const output = path.join(scratch, 'jest.json');
  const code = await runCommand(
    process.execPath,
    [
      ...yarn,
      'backstage-cli',
      'repo',
      'test',
      '--json',
      `--outputFile=${output}`,
      '--silent=false',
    ],
    { cwd: root, env: environment },
  );
  try {
    const result = JSON.parse(await readFile(output, 'utf8'));
    // A file that could not even be loaded has no tests of its own to count.
    const broken = result.testResults.filter(
      file => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    for (const { assertionResults } of result.testResults) {
      for (const { status, fullName } of assertionResults) {
        if (status === 'pending') {
          missing.push(`the test '${fullName}'`);
        }
      }
    }
    nameSlowest(result.testResults);
    add('Unit and integration tests', {
      passed: result.numPassedTests,
      failed: result.numFailedTests + broken,
      skipped: result.numPendingTests,
    });
  } catch (error) {
    console.error(
      `The test runner ended with ${code} and left no result: ${error.message}`,
    );
    add('Unit and integration tests', { passed: 0, failed: 1 });
  }
}

async function browser(suite, files, environment) {
  const output = path.join(scratch, 'browser.tap');
  await runCommand(
    process.execPath,
    [
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${output}`,
      files,
    ],
    { cwd: root, env: environment },
  );
  const tap = await readFile(output, 'utf8').catch(() => '');
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)`, 'm').exec(tap)?.[1] ?? 0);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled');
  add(suite, {
    passed,
    // A run without a single result did not happen.
    failed: passed + failed === 0 ? 1 : failed,
    skipped: count('skipped'),
  });
}

try {
  const tdengine = await chooseTdengine(scratch);
  closers.push(tdengine.close);
  console.log(`TDengine: ${tdengine.description}`);

  const postgres = await startPostgres(scratch);
  if (postgres) {
    closers.push(postgres.close);
    console.log(`PostgreSQL: ${postgres.description}`);
  } else {
    missing.push(
      'PostgreSQL (no initdb and postgres found): stores and jobs were tested on SQLite only',
    );
  }

  const environment = {
    ...process.env,
    CI: '1',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    ...tdengine.environment,
    ...(postgres && {
      BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres.url,
    }),
  };

  if (wanted('unit')) {
    await jest(environment);
  }
  if (wanted('browser') || wantsPictures) {
    const chromium = await findChromium();
    if (chromium) {
      const withBrowser = { ...environment, CHROMIUM_PATH: chromium };
      if (wanted('browser')) {
        await browser(
          'Browser tests',
          'scripts/browser/*.e2e.mjs',
          withBrowser,
        );
      }
      if (wantsPictures) {
        await browser(
          'Pictures',
          'scripts/browser/*.pictures.mjs',
          withBrowser,
        );
      }
    } else {
      missing.push(
        'Chromium (not found; set CHROMIUM_PATH or install the package chromium): the pages were not tested in a browser',
      );
    }
  }
} finally {
  for (const close of closers.reverse()) {
    await close();
  }
  await rm(scratch, { recursive: true, force: true });
}

for (const line of missing) {
  console.log(`not run, missing here: ${line}`);
}
console.log(
  `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`,
);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
