import { setTimeout as sleep } from 'node:timers/promises';
import {
  BackupSetReader,
  BackupSource,
  RestorePlan,
  RestoreUnit,
} from 'backstage-plugin-tdengine-backup-node';
import { JobStateStore } from '../../database/JobStateStore';
import { describeError } from '../../jobs/describeError';
import { JobRun } from '../../jobs/JobHandler';
import { faultPoint } from '../faultPoints';
import { runUnits } from '../runUnits';

/** A unit may be applied again without harm; one that fails is, once. */
const TRIES = 2;
const PAUSE_MS = 1_000;

/** What a unit wrote. */
interface Written {
  rows: number;
  tables: number;
}

/**
 * Writes all units of a plan that earlier attempts have not written, in the order of what they depend on, the largest
 * first, several at once. Each is recorded as soon as it is written.
 */
export async function restoreAllUnits(
  run: JobRun,
  options: {
    source: BackupSource;
    set: BackupSetReader;
    plan: RestorePlan;
    state: JobStateStore;
    parallelism: number;
  },
): Promise<Written> {
  const { source, set, plan, state, parallelism } = options;
  const { totals } = plan;
  run.progress.setTotals(totals);
  const written = new Map(
    (await state.listUnits(run.job.id)) as Map<string, Written>,
  );
  const bytesDone = () =>
    plan.units
      .filter(unit => written.has(unit.id))
      .reduce((bytes, unit) => bytes + unit.bytes, 0);
  const current = new Map<string, string>();

  function tell(): void {
    const { rows, tables } = sum(plan, written);
    const bytes = bytesDone();
    run.progress.setFinished({ rows, tables, bytes });
    run.progress.setCurrent([...current.values()][0]);
    run.progress.setFraction(progressOf(rows, bytes, plan));
  }

  tell();
  await runUnits<RestoreUnit>(
    [...plan.units].sort((a, b) => b.bytes - a.bytes || b.rows - a.rows),
    {
      done: written.keys(),
      parallelism,
      signal: run.signal,
      run: async (unit, signal) => {
        current.set(unit.id, unit.label);
        tell();
        const result = await applyPatiently({ ...run, signal }, unit, () =>
          source.apply({ ...run, signal }, set, plan, unit),
        );
        faultPoint('restore.before-record');
        await state.recordUnit(run.lease, unit.id, result);
        written.set(unit.id, result);
        current.delete(unit.id);
        tell();
        run.reporter.log(
          unit.kind === 'rows' ? 'info' : 'debug',
          `${unit.label}: ${result.rows} rows, ${result.tables} tables`,
        );
        faultPoint('restore.after-unit');
      },
    },
  );
  return sum(plan, written);
}

async function applyPatiently(
  run: JobRun,
  unit: RestoreUnit,
  apply: () => Promise<Written>,
): Promise<Written> {
  for (let tries = 1; ; tries++) {
    try {
      return await apply();
    } catch (error) {
      const lost = error instanceof Error && error.name === 'LeaseLostError';
      if (run.signal.aborted || lost || tries === TRIES) {
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
function sum(
  plan: RestorePlan,
  written: ReadonlyMap<string, Written>,
): Written {
  const total = { rows: 0, tables: 0 };
  for (const unit of plan.units) {
    const result = written.get(unit.id);
    if (result && unit.kind === 'rows') {
      total.rows += result.rows;
    } else if (result) {
      total.tables += result.tables;
    }
  }
  return total;
}

function progressOf(rows: number, bytes: number, plan: RestorePlan): number {
  const { totals } = plan;
  return Math.max(
    totals.rows > 0 ? rows / totals.rows : 0,
    totals.bytes > 0 ? bytes / totals.bytes : 0,
  );
}
