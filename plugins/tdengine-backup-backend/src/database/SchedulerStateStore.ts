import { Knex } from 'knex';

/** Whether policies run by themselves, for all replicas. */
export interface StoredSchedulerState {
  paused: boolean;
  pausedBy?: string;
  pausedAt?: string;
  reason?: string;
  /** When the scheduler looked last. */
  lastTickAt?: string;
}

export interface SchedulerStateStore {
  get(transaction?: Knex.Transaction): Promise<StoredSchedulerState>;
  pause(by: string, reason: string | undefined): Promise<void>;
  resume(): Promise<void>;
  /** The scheduler looked. */
  touch(at: Date): Promise<void>;
}
