import { InputError } from '@backstage/errors';
import {
  CreateBackupRequest,
  UpdateBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { checkScope } from './checkScope';
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
