import { Knex } from 'knex';
import { TimestampColumn, toOptional, toOptionalIso } from './conversion';
import {
  SchedulerStateStore,
  StoredSchedulerState,
} from './SchedulerStateStore';

interface SchedulerStateRow {
  paused: boolean | number;
  paused_by: string | null;
  paused_at: TimestampColumn | null;
  reason: string | null;
  last_tick_at: TimestampColumn | null;
}

/** Keeps the state of the scheduler in SQL: one row, which the migration made. */
export class DatabaseSchedulerStateStore implements SchedulerStateStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseSchedulerStateStore {
    return new DatabaseSchedulerStateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(transaction?: Knex.Transaction): Promise<StoredSchedulerState> {
    const row: SchedulerStateRow = await (transaction ?? this.#knex)(
      'scheduler_state',
    ).first();
    return {
      paused: Boolean(row.paused),
      pausedBy: toOptional(row.paused_by),
      pausedAt: toOptionalIso(row.paused_at),
      reason: toOptional(row.reason),
      lastTickAt: toOptionalIso(row.last_tick_at),
    };
  }

  async pause(by: string, reason: string | undefined): Promise<void> {
    await this.#knex('scheduler_state').update({
      paused: true,
      paused_by: by,
      paused_at: new Date(),
      reason: reason ?? null,
    });
  }

  async resume(): Promise<void> {
    await this.#knex('scheduler_state').update({
      paused: false,
      paused_by: null,
      paused_at: null,
      reason: null,
    });
  }

  async touch(at: Date): Promise<void> {
    await this.#knex('scheduler_state').update({ last_tick_at: at });
  }
}
