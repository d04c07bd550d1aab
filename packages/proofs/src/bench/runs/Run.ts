import { Driver } from './Driver';
import { Variant } from './Variant';

/** Which software ran. */
export type Side = 'ours' | Variant | Driver;

/** What one backup or restore took. */
export interface Run {
  /** From the request to the end, as whoever asked sees it. */
  seconds: number;
  /** Of the processor, in the process that backs up. */
  clientCpuSeconds: number;
  /** Of the processor, in taosd and taosadapter; absent where they run on another machine. */
  serverCpuSeconds?: number;
  /** Resident memory at its highest, of the whole process. */
  peakMiB: number;
  /** What a backup took on disk. */
  bytes?: number;
  rows: number;
  /** What only our side tells. */
  extra?: RunExtra;
}

/** What only our side tells. */
export interface RunExtra {
  /** Resident memory before, with everything loaded. */
  idleMiB: number;
  verifySeconds?: number;
  /** To list the databases and tables that can be backed up. */
  listSeconds?: number;
  /** To show the first page of the tables in the backup. */
  contentsSeconds?: number;
  planSeconds?: number;
  /** How long the event loop was late, which is how long a request had to wait. */
  eventLoop: { p99Ms: number; maxMs: number };
  /** Seconds by stage, all units together, where a profile was asked for. */
  stages?: Record<string, number>;
}

/** A run that came to no result, and why. */
export interface FailedRun {
  error: string;
}

export type Outcome = Run | FailedRun;

export function succeeded(outcome: Outcome | undefined): outcome is Run {
  return outcome !== undefined && !('error' in outcome);
}
