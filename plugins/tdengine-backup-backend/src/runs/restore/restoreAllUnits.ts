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
  const total = { rows: 0, tables: 0, bytes: 0 };
  for (const unit of plan.units) {
    add(total, unit, written.get(unit.id));
  }
  const current = new Map<string, string>();

  function tell(): void {
    run.progress.setFinished({ ...total });
    run.progress.setCurrent([...current.values()][0]);
    run.progress.setFraction(progressOf(total, totals));
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
        add(total, unit, result);
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
  return { rows: total.rows, tables: total.tables };
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
function add(
  total: Written & { bytes: number },
  unit: RestoreUnit,
  result: Written | undefined,
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

function progressOf(
  done: { rows: number; bytes: number },
  totals: RestorePlan['totals'],
): number {
  return Math.max(
    totals.rows > 0 ? done.rows / totals.rows : 0,
    totals.bytes > 0 ? done.bytes / totals.bytes : 0,
  );
}
