import { loadSampleData, startSimulator } from 'tdengine-simulator';

/**
 * Where no TDengine is named and the start asks for one, the simulator stands in, holding the sample databases. It is
 * only ever this one that gets sample data.
 */
export async function startSampleServer(): Promise<void> {
  if (process.env.TDENGINE_URL || process.env.TDENGINE_SIMULATOR !== '1') {
    return;
  }
  const simulator = await startSimulator({
    port: Number(process.env.TDENGINE_SIMULATOR_PORT ?? 0),
  });
  await loadSampleData(simulator);
  process.env.TDENGINE_URL = simulator.url;
  process.env.TDENGINE_TITLE ??= 'Sample TDengine (simulator)';
}
