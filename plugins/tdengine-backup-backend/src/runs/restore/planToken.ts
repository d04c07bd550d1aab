import { createHash } from 'node:crypto';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { RestoreSettings } from './RestoreSettings';

/**
 * What a person has seen when confirming: the request and the plan made for it, as one hash. Another plan, because the
 * target or the backup changed meanwhile, has another token.
 */
export function planToken(
  settings: RestoreSettings,
  checksum: string | undefined,
  plan: RestorePlan,
): string {
  return createHash('sha256')
    .update(canonicalJson({ settings, checksum, plan }))
    .digest('hex');
}

/** JSON that does not depend on the order in which keys were set. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
