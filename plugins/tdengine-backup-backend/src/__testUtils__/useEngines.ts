import { promises as fs } from 'node:fs';
import { Knex } from 'knex';
import { createTestEngine, TestEngine } from './createTestEngine';
import { fakeDatabase, FakeServer } from './FakeServer';
import { FakeFaults, FakeSource } from './FakeSource';

type Options = Partial<Parameters<typeof createTestEngine>[0]> & {
  knex: Knex;
  source?: FakeSource;
  faults?: Partial<FakeFaults>;
};

/** Two instances, `plant` with a database `power` of 60 rows and `lab` with nothing, and an engine on them. */
export interface EngineSetup {
  engine: TestEngine;
  source: FakeSource;
  plant: FakeServer;
  lab: FakeServer;
}

/** Makes engines for tests, and stops them after each. */
export function useEngines() {
  const engines: TestEngine[] = [];

  afterEach(async () => {
    for (const engine of engines.splice(0)) {
      await engine.stop();
      await fs.rm(engine.directory, { recursive: true, force: true });
    }
  });

  async function create(options: Options): Promise<EngineSetup> {
    const source =
      options.source ??
      FakeSource.create({
        servers: {
          plant: FakeServer.create({
            data: { power: fakeDatabase(2, 3, 10) },
          }),
          lab: FakeServer.create(),
        },
        faults: options.faults,
      });
    const engine = await createTestEngine({ ...options, source });
    engines.push(engine);
    return {
      engine,
      source,
      plant: source.servers.get('plant') ?? FakeServer.create(),
      lab: source.servers.get('lab') ?? FakeServer.create(),
    };
  }

  return {
    create,
    async start(options: Options): Promise<EngineSetup> {
      const setup = await create(options);
      await setup.engine.start();
      return setup;
    },
  };
}

/** A promise that a test resolves itself. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

/** Waits for a condition, as long as a test may. */
export async function until(
  condition: () => Promise<boolean> | boolean,
): Promise<void> {
  while (!(await condition())) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

export const anySignal = { signal: new AbortController().signal };
