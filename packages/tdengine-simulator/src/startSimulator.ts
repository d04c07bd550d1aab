import { SimulatorServer } from './server/SimulatorServer';
import type { Simulator, SimulatorOptions } from './Simulator';

/**
 * Starts a stand-in for TDengine 3.3.7 with taosAdapter. It keeps everything in memory and is empty at the beginning.
 *
 * @public
 */
export function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  return SimulatorServer.start(options);
}
