import { InputError } from '@backstage/errors';
import {
  BackupScope,
  CreateBackupRequest,
  UpdateBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { normalizeEntityRef } from './normalizeEntityRef';
import { parseOneLine } from './parseOneLine';

/**
 * Checks what the API's description cannot say of a body that agrees with it.
 */
export function parseCreateBackupRequest(
  body: CreateBackupRequest,
): CreateBackupRequest {
  checkScope(body.scope);
  return {
    ...body,
    name: parseOneLine('name', body.name),
    idempotencyKey: parseOneLine('idempotencyKey', body.idempotencyKey),
    ownerRef:
      body.ownerRef === undefined
        ? undefined
        : normalizeEntityRef('ownerRef', body.ownerRef),
  };
}

export function parseUpdateBackupRequest(
  body: UpdateBackupRequest,
): UpdateBackupRequest {
  if (
    body.remark === undefined &&
    body.notes === undefined &&
    body.pinned === undefined
  ) {
    throw new InputError(`One of 'remark', 'notes' and 'pinned' must be given`);
  }
  return body;
}

function checkScope(scope: BackupScope): void {
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
