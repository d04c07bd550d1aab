import { InputError } from '@backstage/errors';
import { BackupSource } from 'backstage-plugin-tdengine-backup-node';

/**
 * The format that is asked for, or else the configured one where the source writes it, or else the one that the source
 * prefers. Throws an InputError for one that the source does not write.
 */
export function chooseFormat(
  source: Pick<BackupSource, 'formats'>,
  configured: string | undefined,
  requested: string | undefined,
): string {
  const preferred =
    configured !== undefined && source.formats.includes(configured)
      ? configured
      : source.formats[0];
  const format = requested ?? preferred;
  if (!source.formats.includes(format)) {
    throw new InputError(
      `'format' has to be one of ${source.formats
        .map(known => `'${known}'`)
        .join(', ')} for this instance, got '${format}'`,
    );
  }
  return format;
}
