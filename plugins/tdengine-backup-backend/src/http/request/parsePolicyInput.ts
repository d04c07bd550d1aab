import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { checkScope } from './checkScope';
import { normalizeEntityRef } from './normalizeEntityRef';
import { parseOneLine } from './parseOneLine';

/**
 * Checks what the API's description cannot say of a body that agrees with it.
 */
export function parsePolicyInput<T extends PolicyInput>(body: T): T {
  checkScope(body.scope);
  return {
    ...body,
    name: parseOneLine('name', body.name),
    ownerRef:
      body.ownerRef === undefined
        ? undefined
        : normalizeEntityRef('ownerRef', body.ownerRef),
  };
}
