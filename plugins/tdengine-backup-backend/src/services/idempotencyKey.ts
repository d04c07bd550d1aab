import { createHash } from 'node:crypto';
import { Caller } from './types';

/**
 * A caller's own key as the one thing that is unique over all callers.
 */
export function idempotencyKey(
  caller: Caller,
  kind: 'backup' | 'restore',
  key: string | undefined,
): string | undefined {
  return key === undefined
    ? undefined
    : createHash('sha256')
        .update(JSON.stringify([caller.ref, kind, key]))
        .digest('hex');
}
