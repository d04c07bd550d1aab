import { ApplyContext } from './ApplyContext';
import { RowsTable } from './openRows';

/**
 * The tables that rows of a unit may belong to.
 *
 * @remarks
 *
 * A part names the table of each row itself, and whoever wrote it may have named any. Those in the counts of the same
 * unit are children of the super table: before any rows are written, all of its child tables were created or found there,
 * and that refuses counts of others. Counts that the manifest does not list for the super table were not looked at then,
 * so they count for nothing here.
 *
 * @internal
 */
export async function restoredTables(
  { run, contents, database, unit }: ApplyContext,
  { name, superTable }: RowsTable,
): Promise<{ has(table: string): boolean }> {
  if (!superTable) {
    return new Set([name]);
  }
  const units = new Set(unit.paths.map(path => contents.file(path).unit));
  const { counts } = contents.filesOf(database.database, name);
  return contents.counts(
    counts.filter(file => units.has(file.unit)),
    run,
  );
}
