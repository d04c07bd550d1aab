import { JsonObject, JsonValue } from '@backstage/types';
import { Lease } from '../jobs/Lease';

/** What a job has done so far, for the attempt that goes on. Every write throws a LeaseLostError without the lease. */
export interface JobStateStore {
  /** A finished unit of work; it will not be done again. */
  recordUnit(lease: Lease, unitId: string, result: unknown): Promise<void>;
  listUnits(jobId: string): Promise<Map<string, unknown>>;
  forgetUnits(lease: Lease, unitIds: readonly string[]): Promise<void>;
  /** Forgets all units and checkpoints: what they stand for is about to be removed. */
  reset(lease: Lease): Promise<void>;
  setCheckpoint(lease: Lease, name: string, value: JsonValue): Promise<void>;
  getCheckpoint(jobId: string, name: string): Promise<JsonValue | undefined>;
  appendJournal(lease: Lease, entry: JsonObject): Promise<void>;
  listJournal(jobId: string): Promise<JsonObject[]>;
}
