import { ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { LiveFigures } from './measureLive';
import { SimulatedShape } from './simulate';

// Other work on the machine must not make it fail.
jest.setTimeout(600_000);

const MB = 1024 * 1024;
const STEPS = ['backup', 'verification', 'restore'] as const;
const TRANSFORM = [
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];

function script(name: string): string {
  return resolvePackagePath('proofs', `src/memory/${name}.ts`);
}

describe('memory', () => {
  const shapes: Record<string, SimulatedShape> = {
    fewRows: { tables: 20, rowsPerTable: 30_000 },
    manyRows: { tables: 20, rowsPerTable: 90_000 },
    fewTables: { tables: 1_000, rowsPerTable: 20 },
    manyTables: { tables: 20_000, rowsPerTable: 1 },
  };
  let server: ChildProcess | undefined;
  let figures: Record<string, LiveFigures>;

  beforeAll(async () => {
    server = spawn(
      process.execPath,
      [...TRANSFORM, script('simulate'), JSON.stringify(shapes)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let url = '';
    for await (const line of createInterface({ input: server.stdout! })) {
      url = line;
      break;
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--expose-gc',
        ...TRANSFORM,
        script('measureLive'),
        ...Object.keys(shapes),
      ],
      {
        env: {
          ...process.env,
          TDENGINE_URL: url,
          TDENGINE_USER: 'root',
          TDENGINE_PASSWORD: 'taosdata',
        },
      },
    );
    figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  });

  afterAll(() => {
    server?.kill();
  });

  it.each(STEPS)('of a %s does not grow with the rows', step => {
    const { fewRows, manyRows } = figures;
    expect([fewRows.rows, manyRows.rows]).toEqual([600_000, 1_800_000]);
    // What is more of them has 48 MB in the server's blocks.
    expect(manyRows[step] - fewRows[step]).toBeLessThan(24 * MB);
  });

  it.each(STEPS)('of a %s grows little with the tables', step => {
    const { fewTables, manyTables } = figures;
    expect([fewTables.rows, manyTables.rows]).toEqual([20_000, 20_000]);
    // Some hundred bytes for each.
    expect(manyTables[step] - fewTables[step]).toBeLessThan(16 * MB);
  });
});
