import { BackupManifest, ManifestFile, ManifestTable } from '../BackupManifest';
import { METADATA_FILE_NAME } from '../setPaths';
import { CheckedFile } from './checkFile';
import { ProblemList } from './ProblemList';
import { VerifiedTable } from './VerificationReport';

interface TableState {
  table: ManifestTable;
  found: number;
  /** One of its files is wrong already, so that its sum has to be. */
  damaged: boolean;
}

/**
 * Adds up the rows found in the files of each table of the manifest.
 *
 * @internal
 */
export class TableTotals {
  readonly #manifest: BackupManifest;
  readonly #states: TableState[];
  readonly #byPath = new Map<string, TableState[]>();

  constructor(manifest: BackupManifest) {
    this.#manifest = manifest;
    this.#states = manifest.tables.map(table => ({
      table,
      found: 0,
      damaged: false,
    }));
    for (const state of this.#states) {
      for (const path of new Set(state.table.files)) {
        const states = this.#byPath.get(path) ?? [];
        states.push(state);
        this.#byPath.set(path, states);
      }
    }
  }

  add(file: ManifestFile, checked: CheckedFile): void {
    const states = this.#byPath.get(file.path) ?? [];
    for (const state of states) {
      state.damaged ||= checked.problem !== undefined;
      state.found += rowsOf(state.table, checked, states.length > 1);
    }
  }

  report(problems: ProblemList): VerifiedTable[] {
    for (const { table, found, damaged } of this.#states) {
      if (!damaged && found !== table.recordCount) {
        const path = table.fileName || METADATA_FILE_NAME;
        problems.add(
          path,
          'counts',
          `${table.database}.${table.stable} has ${found} rows in its files, '${path}' first, where the manifest says ${table.recordCount}`,
        );
      }
    }
    this.#checkTotal(problems);
    return this.#states.map(({ table, found }) => ({
      database: table.database,
      stable: table.stable,
      expectedRows: table.recordCount,
      foundRows: found,
    }));
  }

  #checkTotal(problems: ProblemList): void {
    const { files, totals } = this.#manifest;
    const rows = files
      .filter(file => file.kind === 'rows')
      .reduce((sum, file) => sum + file.rows, 0);
    if (rows !== totals.rows) {
      problems.add(
        METADATA_FILE_NAME,
        'counts',
        `'${METADATA_FILE_NAME}' says ${totals.rows} rows in all where its files add up to ${rows}`,
      );
    }
  }
}

/** A file that several tables share, such as one of many small ones, says itself what is whose. */
function rowsOf(
  table: ManifestTable,
  checked: CheckedFile,
  shared: boolean,
): number {
  return shared
    ? checked.summary?.tables?.get(table.stable) ?? 0
    : checked.summary?.rows ?? 0;
}
