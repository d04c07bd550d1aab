import { NotFoundError } from '@backstage/errors';
import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { csvPartFormat } from '../csv/csvPartFormat';
import { nativePartFormat } from '../native/nativePartFormat';
import { parquetPartFormat } from '../parquet/parquetPartFormat';
import { PartFormat } from './PartFormat';

/** What the compression of a whole file adds to its name. */
const COMPRESSED = /\.(zst|gz)$/;

/**
 * All formats of rows, the default first.
 *
 * @internal
 */
export const partFormats: readonly PartFormat[] = [
  nativePartFormat,
  parquetPartFormat,
  csvPartFormat,
];

/**
 * The format of a name.
 *
 * @throws NotFoundError that lists those there are
 * @internal
 */
export function partFormat(name: string): PartFormat {
  const format = partFormats.find(candidate => candidate.name === name);
  if (!format) {
    throw new NotFoundError(
      `TDengine backups have no format '${name}'; there are ${partFormats
        .map(known => known.name)
        .join(', ')}`,
    );
  }
  return format;
}

/**
 * The format of a file of rows, by the ending of its name: one set may refer to parts of another that has another format.
 *
 * @throws DamagedBackupError where no format has such an ending
 * @internal
 */
export function partFormatOf(path: string): PartFormat {
  const name = path.replace(COMPRESSED, '');
  const format = partFormats.find(({ extension }) => name.endsWith(extension));
  if (!format) {
    throw new DamagedBackupError(
      `'${path}' has rows in a format that this software does not know; it knows ${partFormats
        .map(({ name: known, extension }) => `${known} (${extension})`)
        .join(', ')}`,
    );
  }
  return format;
}
