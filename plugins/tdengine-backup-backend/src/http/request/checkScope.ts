import { InputError } from '@backstage/errors';
import { BackupScope } from 'backstage-plugin-tdengine-backup-common';

/**
 * Checks what the API's description cannot say of a scope.
 */
export function checkScope(scope: BackupScope): void {
  const hasParts = scope.databases !== undefined || scope.tables !== undefined;
  if ((scope.all !== undefined) === hasParts) {
    throw new InputError(
      `'scope' must have either 'all', or 'databases', 'tables' or both`,
    );
  }
  if (scope.all === false) {
    throw new InputError(`'scope.all' can only be true`);
  }
  if (scope.databases?.length === 0) {
    throw new InputError(`'scope.databases' must name at least one database`);
  }
  if (scope.tables?.length === 0) {
    throw new InputError(`'scope.tables' must name at least one table`);
  }
  scope.tables?.forEach((table, index) => {
    if (table.include.length === 0) {
      throw new InputError(
        `'scope.tables[${index}].include' must name at least one table`,
      );
    }
  });
}
