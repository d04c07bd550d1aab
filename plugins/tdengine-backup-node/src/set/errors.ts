import { CustomErrorBase } from '@backstage/errors';

/**
 * A backup set, or a file of it, is not what was written: damaged, cut short, altered, or made to look like one. The
 * message names the file.
 *
 * @public
 */
export class DamagedBackupError extends CustomErrorBase {
  name = 'DamagedBackupError' as const;
}

/**
 * A backup set was written by a later version of this software, in a format this one does not know.
 *
 * @public
 */
export class UnsupportedBackupFormatError extends CustomErrorBase {
  name = 'UnsupportedBackupFormatError' as const;
}
