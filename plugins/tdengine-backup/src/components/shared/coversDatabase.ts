import { BackupScope } from 'backstage-plugin-tdengine-backup-common';
import { fitsPattern } from './fitsPattern';

/** Whether a scope takes a database, or tables of it. */
export function coversDatabase(scope: BackupScope, database: string): boolean {
  const { all, databases = [], tables = [], exclude = [] } = scope;
  if (tables.some(table => table.database === database)) {
    return true;
  }
  const isTaken =
    all === true || databases.some(pattern => fitsPattern(pattern, database));
  // With a dot it leaves out tables only.
  return (
    isTaken &&
    !exclude.some(
      pattern => !pattern.includes('.') && fitsPattern(pattern, database),
    )
  );
}
