import leftOut from '../../contract/left-out.json';
import { startSimulator } from '../startSimulator';
import type { ServerUnderTest } from './Comparison';
import { forgetRecordedObjects } from './forgetRecordedObjects';
import { RECORDED_VERSION } from './recordedServer';
import {
  missingRecordings,
  readRecordings,
  recordingsFolder,
} from './recordings';
import { replay, summarise } from './replay';

/** Longest excerpt of an answer that is printed. */
const EXCERPT = 2_000;

async function main(): Promise<void> {
  const folder = recordingsFolder();
  const missing = missingRecordings(folder);
  if (missing.length > 0) {
    // A checkout without the recordings is no fault of the simulator: nothing was compared, so nothing differs.
    print(
      `Contract skipped: ${missing.join(
        ' and ',
      )} missing. Set TDENGINE_CONTRACT_DIR to the folder with the recordings.`,
    );
    return;
  }
  const { server, close } = await serverUnderTest();
  try {
    const report = await replay(readRecordings(folder), server, leftOut);
    for (const { id, sql, expected, actual } of report.different) {
      print(`DIFFERENT ${id}: ${sql.slice(0, 200)}`);
      print(`  expected ${JSON.stringify(expected).slice(0, EXCERPT)}`);
      print(`  actual   ${JSON.stringify(actual).slice(0, EXCERPT)}`);
    }
    print(summarise(report));
    process.exitCode = report.different.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}

async function serverUnderTest(): Promise<{
  server: ServerUnderTest;
  close(): Promise<void>;
}> {
  const user = process.env.TDENGINE_USER ?? 'root';
  const password = process.env.TDENGINE_PASSWORD ?? 'taosdata';
  const url = process.env.TDENGINE_URL;
  if (url) {
    const server = { url: url.replace(/\/$/, ''), user, password };
    await forgetRecordedObjects(server);
    return { server, close: () => forgetRecordedObjects(server) };
  }
  const simulator = await startSimulator({
    user,
    password,
    version: RECORDED_VERSION,
  });
  return {
    server: { url: simulator.url, user, password },
    close: () => simulator.close(),
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
