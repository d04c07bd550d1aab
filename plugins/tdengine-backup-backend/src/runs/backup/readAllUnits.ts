import { setTimeout as sleep } from 'node:timers/promises';
import {
  describeError,
  ManifestFile,
  runUnits,
  Unit,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import { JobStateStore } from '../../database/JobStateStore';
import { LeaseLostError } from '../../jobs/errors';
import { JobRun } from '../../jobs/JobHandler';
import { faultPoint } from '../faultPoints';
import { BackupProgress } from './BackupProgress';
import { readUnit, UnitReading } from './readUnit';
import { UnitRecord } from './UnitRecord';

/** A unit that fails is read once more. */
const TRIES = 2;
const PAUSE_MS = 1_000;
/** Of storage. Reading again cannot mend these. */
const FINAL = new Set(['SizeLimitError', 'StorageFullError']);

/**
 * Reads all units of a session that earlier attempts have not read, several at once, and records each as soon as it is
 * stored and counted.
 */
export async function readAllUnits(
  run: JobRun,
  reading: Omit<UnitReading, 'onPart'>,
  options: {
    state: JobStateStore;
    recorded: ReadonlyMap<string, UnitRecord>;
    parallelism: number;
  },
): Promise<{ results: UnitResult[]; files: ManifestFile[] }> {
  const { state, parallelism } = options;
  const records = new Map(options.recorded);
  const progress = BackupProgress.create(run, reading.session);
  for (const record of records.values()) {
    progress.finished(record);
  }

  const order: string[] = [];
  async function* planned(): AsyncGenerator<Unit> {
    for await (const unit of reading.session.units()) {
      order.push(unit.id);
      yield unit;
    }
  }

  await runUnits<Unit>(planned(), {
    done: records.keys(),
    parallelism,
    signal: run.signal,
    run: async (unit, signal) => {
      const record = await readPatiently(
        run,
        { ...reading, onPart: file => progress.stored(file) },
        unit,
        signal,
        progress,
      );
      await state.recordUnit(run.lease, unit.id, record);
      records.set(unit.id, record);
      progress.finished(record);
      run.reporter.log(
        unit.kind === 'rows' ? 'info' : 'debug',
        describeUnit(record),
      );
      faultPoint('backup.after-unit');
    },
  });

  // As planned and not as they happened to end, so that two backups of the same data are alike.
  const rank = new Map(order.map((id, index) => [id, index]));
  const all = [...records.values()].sort(
    (a, b) =>
      (rank.get(a.result.unit.id) ?? -1) - (rank.get(b.result.unit.id) ?? -1),
  );
  return {
    results: all.map(record => record.result),
    files: all
      .flatMap(record => record.files)
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

async function readPatiently(
  run: JobRun,
  reading: UnitReading,
  unit: Unit,
  signal: AbortSignal,
  progress: BackupProgress,
): Promise<UnitRecord> {
  for (let tries = 1; ; tries++) {
    progress.started(unit);
    try {
      return await readUnit(reading, unit, signal);
    } catch (error) {
      progress.abandoned(unit);
      if (signal.aborted || isFinal(error) || tries === TRIES) {
        throw error;
      }
      run.reporter.advance({ errors: 1 });
      run.reporter.log(
        'warn',
        `${unit.label} is read once more: ${describeError(error)}`,
      );
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}

function isFinal(error: unknown): boolean {
  return (
    error instanceof LeaseLostError ||
    (error instanceof Error && FINAL.has(error.name))
  );
}

function describeUnit({ result, files }: UnitRecord): string {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const parts = `${files.length} files, ${bytes} bytes`;
  const { unit, rows, tables, measured } = result;
  return unit.kind === 'rows'
    ? `${unit.label}: ${rows} rows of ${tables} tables${
        measured
          ? ` (source: ${measured.before} before, ${measured.after} after)`
          : ''
      }, ${parts}`
    : `${unit.label}: ${parts}`;
}
