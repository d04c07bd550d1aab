import { JobType } from '../jobs/StoredJob';

/** Jobs of one kind that are not over. */
export interface JobCounts {
  queued: number;
  running: number;
}

/** What is measured where somebody asks for it. */
export interface MetricsStore {
  /** Kinds without any are left out. */
  jobs(): Promise<Map<JobType, JobCounts>>;
  countDamaged(): Promise<number>;
}
