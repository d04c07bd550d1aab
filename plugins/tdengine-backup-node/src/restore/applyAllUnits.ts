import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../errors';
import { runUnits, RunContext } from '../run';
import { BackupSetReader } from '../set';
import { BackupSource, RestorePlan, RestoreUnit } from '../source';

/** A unit may be applied again without harm; one that fails is, once. */
const TRIES = 2;
const PAUSE_MS = 1_000;

/**
 * What a unit of a restore wrote.
 *
 * @public
 */
export interface AppliedUnit {
  rows: number;
  tables: number;
}

/**
 * How far the writing of a restore is.
 *
 * @public
 */
export interface ApplyProgress {
  done: { rows: number; tables: number; bytes: number };
  /** 0–1. */
  fraction: number;
  /** What is worked on, for people. */
  current?: string;
}

/**
 * How {@link applyAllUnits} does its work.
 *
 * @public
 */
export interface ApplyAllUnitsOptions {
  source: BackupSource;
  set: BackupSetReader;
  plan: RestorePlan;
  parallelism: number;
  /** By id, what earlier attempts have written; those units are not applied again. */
  written?: ReadonlyMap<string, AppliedUnit>;
  /** Writes down that a unit is done; it counts when this resolves. */
  record?: (unit: RestoreUnit, result: AppliedUnit) => Promise<void>;
  onProgress?: (progress: ApplyProgress) => void;
  /** Whether a unit that failed is tried once more; every one is by default. */
  mayRetry?: (error: unknown) => boolean;
}

/**
 * Writes all units of a plan that earlier attempts have not written, in the order of what they depend on, the largest
 * first, several at once.
 *
 * @returns rows and tables, those of earlier attempts included
 * @public
 */
export async function applyAllUnits(
  run: RunContext,
  options: ApplyAllUnitsOptions,
): Promise<AppliedUnit> {
  const { plan, parallelism, written, onProgress } = options;
  const done = { rows: 0, tables: 0, bytes: 0 };
  for (const unit of plan.units) {
    add(done, unit, written?.get(unit.id));
  }
  const current = new Map<string, string>();

  function tell(): void {
    onProgress?.({
      done: { ...done },
      fraction: fractionOf(done, plan.totals),
      current: [...current.values()][0],
    });
  }

  tell();
  await runUnits<RestoreUnit>(
    [...plan.units].sort((a, b) => b.bytes - a.bytes || b.rows - a.rows),
    {
      done: written?.keys() ?? [],
      parallelism,
      signal: run.signal,
      run: async (unit, signal) => {
        current.set(unit.id, unit.label);
        tell();
        const result = await applyPatiently({ ...run, signal }, unit, options);
        await options.record?.(unit, result);
        add(done, unit, result);
        current.delete(unit.id);
        tell();
        run.reporter.log(
          unit.kind === 'rows' ? 'info' : 'debug',
          `${unit.label}: ${result.rows} rows, ${result.tables} tables`,
        );
      },
    },
  );
  return { rows: done.rows, tables: done.tables };
}

async function applyPatiently(
  run: RunContext,
  unit: RestoreUnit,
  options: ApplyAllUnitsOptions,
): Promise<AppliedUnit> {
  const { source, set, plan, mayRetry = () => true } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await source.apply(run, set, plan, unit);
    } catch (error) {
      if (run.signal.aborted || tries === TRIES || !mayRetry(error)) {
        throw error;
      }
      run.reporter.advance({ errors: 1 });
      run.reporter.log(
        'warn',
        `${unit.label} is tried once more: ${describeError(error)}`,
      );
      await sleep(PAUSE_MS, undefined, { signal: run.signal });
    }
  }
}

/** Rows come from units of rows alone, tables from those that make them. */
function add(
  total: AppliedUnit & { bytes: number },
  unit: RestoreUnit,
  result: AppliedUnit | undefined,
): void {
  if (!result) {
    return;
  }
  total.bytes += unit.bytes;
  if (unit.kind === 'rows') {
    total.rows += result.rows;
  } else {
    total.tables += result.tables;
  }
}

function fractionOf(
  done: { rows: number; bytes: number },
  totals: RestorePlan['totals'],
): number {
  return Math.max(
    totals.rows > 0 ? done.rows / totals.rows : 0,
    totals.bytes > 0 ? done.bytes / totals.bytes : 0,
  );
}
