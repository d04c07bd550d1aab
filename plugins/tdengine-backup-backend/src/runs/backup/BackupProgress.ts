import {
  BackupSession,
  ManifestFile,
  Unit,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';
import { UnitRecord } from './UnitRecord';

/** Keeps the figures of a backup that is being read. */
export class BackupProgress {
  readonly #run: JobRun;
  readonly #estimate: BackupSession['estimate'];
  readonly #current = new Map<string, string>();
  /** Most tables seen in one unit, per super table: windows of one super table hold the same tables. */
  readonly #tables = new Map<string, number>();
  #rows = 0;
  #bytes = 0;
  /** Stored parts of units that are still being read. */
  readonly #pending = new Map<string, { rows: number; bytes: number }>();

  static create(run: JobRun, session: BackupSession): BackupProgress {
    const { estimate } = session;
    run.progress.setTotals({
      rows: estimate.rows,
      tables: estimate.tables,
      bytes: estimate.bytes,
    });
    return new BackupProgress(run, estimate);
  }

  private constructor(run: JobRun, estimate: BackupSession['estimate']) {
    this.#run = run;
    this.#estimate = estimate;
  }

  started(unit: Unit): void {
    this.#current.set(unit.id, unit.label);
    this.#tell();
  }

  stored(file: ManifestFile): void {
    const pending = this.#pending.get(file.unit) ?? { rows: 0, bytes: 0 };
    pending.rows += file.kind === 'rows' ? file.rows : 0;
    pending.bytes += file.rawSize;
    this.#pending.set(file.unit, pending);
    this.#tell();
  }

  /** It failed; its files are gone. */
  abandoned(unit: Unit): void {
    this.#forget(unit.id);
    this.#tell();
  }

  finished({ result, files }: UnitRecord): void {
    const { unit, rows, tables } = result;
    this.#forget(unit.id);
    this.#bytes += files.reduce((sum, file) => sum + file.rawSize, 0);
    if (unit.kind === 'rows') {
      this.#rows += rows;
    }
    const key = JSON.stringify([unit.database, unit.table]);
    const seen = unit.kind === 'tables' ? rows : tables;
    this.#tables.set(key, Math.max(this.#tables.get(key) ?? 0, seen));
    this.#tell();
  }

  #forget(unitId: string): void {
    this.#current.delete(unitId);
    this.#pending.delete(unitId);
  }

  #tell(): void {
    const { progress } = this.#run;
    let rows = this.#rows;
    let bytes = this.#bytes;
    for (const pending of this.#pending.values()) {
      rows += pending.rows;
      bytes += pending.bytes;
    }
    const tables = [...this.#tables.values()].reduce((a, b) => a + b, 0);
    progress.setFinished({ rows, bytes, tables });
    progress.setCurrent([...this.#current.values()][0]);
    progress.setFraction(
      Math.max(
        fraction(rows, this.#estimate.rows),
        fraction(bytes, this.#estimate.bytes),
      ),
    );
  }
}

function fraction(done: number, total: number): number {
  return total > 0 ? done / total : 0;
}
