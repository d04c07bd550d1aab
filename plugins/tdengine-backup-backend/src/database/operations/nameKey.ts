import { createHash } from 'node:crypto';

/**
 * What must be unique among the backups that are not deleted. A hash, because names may be longer than an index takes.
 */
export function nameKey(name: string, ownerRef: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([ownerRef ?? '', name]))
    .digest('hex');
}
