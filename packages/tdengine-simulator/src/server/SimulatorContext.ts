import type { Faults } from '../faults/Faults';
import type { Catalog } from '../storage/Catalog';

/** What all connections of a simulator share. */
export interface SimulatorContext {
  catalog: Catalog;
  faults: Faults;
  /** Ends all connections at once: what a BLOB in a raw block does to the process of a real adapter. */
  dieOfBlob(): void;
}
