import { SimulatorServer } from '../server/SimulatorServer';
import type { Simulator } from '../Simulator';
import { FACTORY_STATEMENTS, fillFactory } from './factoryDatabase';
import { fillPower, POWER_STATEMENTS } from './powerDatabase';

/**
 * Creates two databases to try the product with: `power` (milliseconds; meters and sensors of four sites, events, a virtual
 * table) and `factory` (nanoseconds, a composite key, many types). Values are the same every time; times end now.
 *
 * @param simulator - one that `startSimulator` gave, without databases of these names
 * @returns the number of rows written
 * @public
 */
export async function loadSampleData(
  simulator: Simulator,
): Promise<{ rows: number }> {
  if (!(simulator instanceof SimulatorServer)) {
    throw new TypeError('Sample data can only be loaded into a simulator');
  }
  for (const statement of [...POWER_STATEMENTS, ...FACTORY_STATEMENTS]) {
    await simulator.execute(statement);
  }
  const now = Date.now();
  const { catalog } = simulator;
  return { rows: fillPower(catalog, now) + fillFactory(catalog, now) };
}
