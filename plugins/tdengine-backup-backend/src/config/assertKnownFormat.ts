import { InputError } from '@backstage/errors';
import { BackupSource } from 'backstage-plugin-tdengine-backup-node';

/**
 * Throws an InputError where no source writes the configured format: a typing error would otherwise go unnoticed, since
 * sources that lack the format fall back to their own default.
 */
export function assertKnownFormat(
  format: string | undefined,
  sources: ReadonlyArray<Pick<BackupSource, 'formats'>>,
): void {
  const known = new Set(sources.flatMap(({ formats }) => formats));
  if (format !== undefined && known.size > 0 && !known.has(format)) {
    throw new InputError(
      `The configuration key 'tdengineBackup.format' has to be one of ${[
        ...known,
      ]
        .map(name => `'${name}'`)
        .join(', ')}, got '${format}'`,
    );
  }
}
