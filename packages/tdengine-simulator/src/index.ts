/**
 * A stand-in for TDengine 3.3.7 and taosAdapter, for tests and for trying the product without a server.
 *
 * @packageDocumentation
 */

export type { Fault, FaultControl } from './faults/Fault';
export type { Simulator, SimulatorOptions, SimulatorResult } from './Simulator';
export { startSimulator } from './startSimulator';
export { loadSampleData } from './sample/loadSampleData';
