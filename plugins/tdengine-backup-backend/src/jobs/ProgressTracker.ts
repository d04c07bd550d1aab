import { JobProgress } from 'backstage-plugin-tdengine-backup-common';
import { RunProgress } from 'backstage-plugin-tdengine-backup-node';
import { RateMeter } from './RateMeter';

/** One step of a kind of job, and how much of the whole time it usually takes. */
export interface JobPhase {
  name: string;
  weight: number;
}

interface Amounts {
  tables: number;
  rows: number;
  bytes: number;
}

/**
 * Sums up what a run has done and estimates the rest.
 *
 * The engine counts what is finished; a source tells what is under way. The larger of the two shows, so that nothing is
 * counted twice and a unit that is read again does not count as more than there is.
 */
export class ProgressTracker {
  #phases: readonly JobPhase[];
  readonly #now: () => number;
  readonly #rowRate: RateMeter;
  readonly #byteRate: RateMeter;
  readonly #started: number;
  readonly #finished: Amounts = { tables: 0, rows: 0, bytes: 0 };
  readonly #underWay: Amounts = { tables: 0, rows: 0, bytes: 0 };
  readonly #totals: Amounts = { tables: 0, rows: 0, bytes: 0 };
  #phase: number;
  #fraction = 0;
  #percent = 0;
  #firstPercent: number | undefined;
  #current: string | undefined;
  #errors = 0;

  static create(options: {
    phases: readonly JobPhase[];
    now?: () => number;
  }): ProgressTracker {
    return new ProgressTracker(options.phases, options.now ?? Date.now);
  }

  private constructor(phases: readonly JobPhase[], now: () => number) {
    this.#phases = phases;
    this.#now = now;
    this.#phase = 0;
    this.#started = now();
    this.#rowRate = new RateMeter(now);
    this.#byteRate = new RateMeter(now);
  }

  /** Says which phases this very job has, before the first is entered. */
  usePhases(phases: readonly JobPhase[]): void {
    this.#phases = phases;
    this.#phase = 0;
  }

  /** Enters a phase, the next of its name where there are several; those before it count as done. */
  enter(name: string): void {
    const phases = this.#phases.map(candidate => candidate.name);
    const next = phases.indexOf(name, this.#phase);
    const phase = next >= 0 ? next : phases.indexOf(name);
    if (phase >= 0) {
      this.#phase = phase;
      this.#fraction = 0;
      this.#current = undefined;
    }
  }

  /** How much of the phase is done, from 0 to 1. */
  setFraction(fraction: number): void {
    this.#fraction = Math.min(1, Math.max(0, fraction));
  }

  /** Everything is done: what was estimated before counts no longer. */
  complete(): void {
    Object.assign(this.#totals, this.#done());
    this.#phase = this.#phases.length - 1;
    this.#percent = 100;
    this.#current = undefined;
  }

  setTotals(totals: Partial<Amounts>): void {
    Object.assign(this.#totals, totals);
  }

  setCurrent(current: string | undefined): void {
    this.#current = current;
  }

  /** What is finished and counted, in all. */
  setFinished(amounts: Partial<Amounts>): void {
    Object.assign(this.#finished, amounts);
    this.#measure();
  }

  /** What a source says it has done, in all. */
  setUnderWay(update: Partial<RunProgress>): void {
    const { tablesDone, rowsDone, bytesDone } = update;
    this.#underWay.tables = tablesDone ?? this.#underWay.tables;
    this.#underWay.rows = rowsDone ?? this.#underWay.rows;
    this.#underWay.bytes = bytesDone ?? this.#underWay.bytes;
    this.#totals.tables = update.tablesTotal ?? this.#totals.tables;
    this.#totals.rows = update.rowsTotal ?? this.#totals.rows;
    this.#totals.bytes = update.bytesTotal ?? this.#totals.bytes;
    this.#current = update.current ?? this.#current;
    this.#errors = update.errors ?? this.#errors;
    this.#measure();
  }

  /** What a source says it has done more. */
  advance(delta: Partial<Amounts> & { errors?: number }): void {
    this.#underWay.tables += delta.tables ?? 0;
    this.#underWay.rows += delta.rows ?? 0;
    this.#underWay.bytes += delta.bytes ?? 0;
    this.#errors += delta.errors ?? 0;
    this.#measure();
  }

  snapshot(): JobProgress {
    const done = this.#done();
    const percent = this.#advancePercent();
    return {
      phase: this.#phases[this.#phase].name,
      phases: [...new Set(this.#phases.map(phase => phase.name))],
      tablesDone: done.tables,
      tablesTotal: Math.max(this.#totals.tables, done.tables),
      rowsDone: done.rows,
      rowsTotal: Math.max(this.#totals.rows, done.rows),
      bytesDone: done.bytes,
      bytesTotal: Math.max(this.#totals.bytes, done.bytes),
      rowsPerSecond: this.#rowRate.perSecond(),
      bytesPerSecond: this.#byteRate.perSecond(),
      remainingMs: this.#remaining(percent),
      percent,
      current: this.#current,
      errors: this.#errors,
    };
  }

  #done(): Amounts {
    return {
      tables: Math.max(this.#finished.tables, this.#underWay.tables),
      rows: Math.max(this.#finished.rows, this.#underWay.rows),
      bytes: Math.max(this.#finished.bytes, this.#underWay.bytes),
    };
  }

  #measure(): void {
    const done = this.#done();
    this.#rowRate.observe(done.rows);
    this.#byteRate.observe(done.bytes);
  }

  /** Never backwards, and whole only when the job has ended. */
  #advancePercent(): number {
    const weights = this.#phases.map(phase => phase.weight);
    const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
    const reached =
      sum(weights.slice(0, this.#phase)) +
      weights[this.#phase] * this.#fraction;
    const percent = Math.min(99, (100 * reached) / sum(weights));
    this.#percent = Math.max(this.#percent, Math.round(percent * 10) / 10);
    this.#firstPercent ??= this.#percent;
    return this.#percent;
  }

  #remaining(percent: number): number | undefined {
    const gained = percent - (this.#firstPercent ?? 0);
    const elapsed = this.#now() - this.#started;
    // The first few per cent say nothing of the rest.
    if (gained < 3 || elapsed < 2_000) {
      return undefined;
    }
    return Math.round((elapsed * (100 - percent)) / gained);
  }
}
