import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TDengineClient } from 'tdengine-client';
import { startSimulator } from 'tdengine-simulator';
import { createDatabase } from '../generate/createDatabase';
import { fillSuperTable } from '../generate/fillSuperTable';
import { meterColumns } from '../generate/meterColumns';
import { LiveFigures } from './measureLive';

// Other work on the machine must not make it fail.
jest.setTimeout(600_000);

const MB = 1024 * 1024;
const STEPS = ['backup', 'verification', 'restore'] as const;

interface Shape {
  tables: number;
  rowsPerTable: number;
}

/** What the engine holds at most with each of some databases on the simulator, garbage not counted. */
async function measure(
  shapes: Readonly<Record<string, Shape>>,
): Promise<Record<string, LiveFigures>> {
  const simulator = await startSimulator();
  const server = { url: simulator.url, user: 'root', password: 'taosdata' };
  const client = TDengineClient.create(server);
  try {
    for (const [database, shape] of Object.entries(shapes)) {
      await createDatabase(client, database);
      await fillSuperTable(client, database, {
        name: 'meters',
        childPrefix: 'd',
        columns: meterColumns,
        variations: 4,
        ...shape,
      });
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--expose-gc',
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolvePackagePath('proofs', 'src/memory/measureLive.ts'),
        ...Object.keys(shapes),
      ],
      { env: { ...process.env, TDENGINE_URL: server.url } },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } finally {
    await client.close();
    await simulator.close();
  }
}

describe('memory', () => {
  let figures: Record<string, LiveFigures>;

  beforeAll(async () => {
    figures = await measure({
      fewRows: { tables: 20, rowsPerTable: 30_000 },
      manyRows: { tables: 20, rowsPerTable: 120_000 },
      fewTables: { tables: 1_000, rowsPerTable: 20 },
      manyTables: { tables: 20_000, rowsPerTable: 1 },
    });
  });

  it.each(STEPS)('of a %s does not grow with the rows', step => {
    const { fewRows, manyRows } = figures;
    expect([fewRows.rows, manyRows.rows]).toEqual([600_000, 2_400_000]);
    // What is more of them has 70 MB in the server's blocks.
    expect(manyRows[step] - fewRows[step]).toBeLessThan(24 * MB);
  });

  it.each(STEPS)('of a %s grows little with the tables', step => {
    const { fewTables, manyTables } = figures;
    expect([fewTables.rows, manyTables.rows]).toEqual([20_000, 20_000]);
    // Some hundred bytes for each.
    expect(manyTables[step] - fewTables[step]).toBeLessThan(16 * MB);
  });
});
