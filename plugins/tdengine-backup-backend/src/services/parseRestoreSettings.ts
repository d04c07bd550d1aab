import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { PlanRestoreRequest } from 'backstage-plugin-tdengine-backup-common';
import { StoredBackup } from '../database/backupRows';
import { RestoreSettings } from '../runs/restore/RestoreSettings';
import { SourceRegistry } from '../runs/SourceRegistry';

/**
 * A request for a restore with every default filled in. Throws an InputError naming the field.
 */
export function parseRestoreSettings(
  request: PlanRestoreRequest,
  backup: StoredBackup,
  options: { sources: SourceRegistry; batchSize: number },
): RestoreSettings {
  const name = request.instance ?? backup.instance;
  const { source } = options.sources.ofInstance(name);
  if (source.type !== backup.sourceType) {
    throw new InputError(
      `'instance' has to be of type '${backup.sourceType}', from which the backup was made; '${name}' is of type '${source.type}'`,
    );
  }
  // Keys without a value would give the same request another token.
  return JSON.parse(
    JSON.stringify({
      backupId: backup.id,
      instance: name,
      selection: request.selection,
      rename: request.rename,
      // As text, which may be finer than a millisecond; the source knows its precision and compares.
      timeRange: request.timeRange,
      conflict: request.conflict ?? 'refuse',
      batchSize: request.batchSize ?? options.batchSize,
      options: request.options as JsonObject | undefined,
    } satisfies RestoreSettings),
  );
}
