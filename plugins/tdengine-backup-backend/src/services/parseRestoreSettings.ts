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
  const timeRange = request.timeRange && {
    from: parseInstant(request.timeRange.from, 'timeRange.from'),
    to: parseInstant(request.timeRange.to, 'timeRange.to'),
  };
  if (timeRange?.from && timeRange.to && timeRange.from >= timeRange.to) {
    throw new InputError("'timeRange.from' has to be before 'timeRange.to'");
  }
  // Keys without a value would give the same request another token.
  return JSON.parse(
    JSON.stringify({
      backupId: backup.id,
      instance: name,
      selection: request.selection,
      rename: request.rename,
      timeRange,
      conflict: request.conflict ?? 'refuse',
      batchSize: request.batchSize ?? options.batchSize,
      options: request.options as JsonObject | undefined,
    } satisfies RestoreSettings),
  );
}

/** Keeps the text: it may be finer than a millisecond. */
function parseInstant(
  text: string | undefined,
  field: string,
): string | undefined {
  if (text !== undefined && Number.isNaN(Date.parse(text))) {
    throw new InputError(
      `'${field}' has to be an instant such as 2026-01-31T08:00:00Z, got '${text}'`,
    );
  }
  return text;
}
