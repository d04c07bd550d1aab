import { Knex } from 'knex';

/**
 * The one clock that all replicas share. Leases are stamped and judged by the database server, because the clocks of
 * two hosts may differ by more than a lease lasts. SQLite runs in this very process.
 */
export class DatabaseClock {
  readonly #knex: Knex;
  /** Whether several processes may use the database at once. */
  readonly shared: boolean;

  static create(knex: Knex): DatabaseClock {
    return new DatabaseClock(
      knex,
      String(knex.client.config.client).startsWith('pg'),
    );
  }

  private constructor(knex: Knex, shared: boolean) {
    this.#knex = knex;
    this.shared = shared;
  }

  /** An expression for the instant that lies so many milliseconds after now; negative ones lie before. */
  after(milliseconds: number): Knex.Raw | Date {
    return this.shared
      ? this.#knex.raw("clock_timestamp() + ? * interval '1 millisecond'", [
          milliseconds,
        ])
      : new Date(Date.now() + milliseconds);
  }

  now(): Knex.Raw | Date {
    return this.after(0);
  }
}
