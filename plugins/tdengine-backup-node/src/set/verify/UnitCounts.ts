import { compareCounts } from '../../source/compareCounts';
import { CountsSum } from '../../source/CountsSum';
import { ManifestFile } from '../BackupManifest';
import { CheckedFile } from './checkFile';
import { ProblemList } from './ProblemList';

interface UnitState {
  /** Files of kinds `rows` and `counts` still to come. */
  pending: number;
  rowsPaths: string[];
  countsPath?: string;
  found: CountsSum;
  expected: CountsSum;
  /** A file is wrong already, or its rows are not known by table: nothing can be said of the sum. */
  incomparable: boolean;
}

/**
 * Compares, unit by unit, the rows of each table in the data files with those its counts file says. A unit's numbers are
 * let go as soon as its last file was seen.
 *
 * @internal
 */
export class UnitCounts {
  readonly #units = new Map<string, UnitState>();
  readonly #problems: ProblemList;

  constructor(files: readonly ManifestFile[], problems: ProblemList) {
    this.#problems = problems;
    for (const file of files.filter(isCounted)) {
      const unit = this.#units.get(file.unit) ?? newUnit();
      unit.pending++;
      if (file.kind === 'rows') {
        unit.rowsPaths.push(file.path);
      } else {
        unit.countsPath = file.path;
      }
      this.#units.set(file.unit, unit);
    }
  }

  async add(file: ManifestFile, checked: CheckedFile): Promise<void> {
    const unit = this.#units.get(file.unit);
    if (!unit || !isCounted(file)) {
      return;
    }
    if (checked.problem) {
      unit.incomparable = true;
    } else if (file.kind === 'counts') {
      unit.expected.add(checked.counts ?? new Map());
    } else if (checked.summary?.tables) {
      unit.found.add(checked.summary.tables);
    } else {
      unit.incomparable = true;
    }
    unit.pending--;
    if (unit.pending === 0) {
      this.#units.delete(file.unit);
      await this.#compare(file.unit, unit);
    }
  }

  async #compare(id: string, unit: UnitState): Promise<void> {
    const { countsPath, rowsPaths } = unit;
    if (unit.incomparable) {
      return;
    }
    if (countsPath === undefined) {
      this.#problems.add(
        rowsPaths[0],
        'counts',
        `'${rowsPaths[0]}' cannot be counted by table: unit '${id}' has no counts file`,
      );
      return;
    }
    const expected = unit.expected.counts;
    const { differences } = await compareCounts(
      expected,
      unit.found.counts,
      expected,
    );
    for (const { table, file, before } of differences) {
      this.#problems.add(
        countsPath,
        'counts',
        `Table ${JSON.stringify(table)} has ${file} rows in ${
          rowsPaths.map(path => `'${path}'`).join(', ') || 'no file'
        } where '${countsPath}' says ${before}`,
      );
    }
  }
}

function isCounted(file: ManifestFile): boolean {
  return file.kind === 'rows' || file.kind === 'counts';
}

function newUnit(): UnitState {
  return {
    pending: 0,
    rowsPaths: [],
    found: CountsSum.create(),
    expected: CountsSum.create(),
    incomparable: false,
  };
}
