import { Steps } from '../../run/inTurns';
import { assertArchiveName, assertPaths } from '../assertPaths';
import { assertHeaderSums } from '../assertSums';
import { DamagedBackupError, UnsupportedBackupFormatError } from '../errors';
import { parseToFirstFault } from '../parseToFirstFault';
import { assertBearableHeader } from './assertBearableHeader';
import {
  CONSTRUCTION,
  EncryptedSetHeader,
  encryptedSetHeaderSchema,
} from './EncryptedSetHeader';

/**
 * Checks the fields of a header. Errors are those of a manifest.
 *
 * @internal
 */
export function* parseHeader(
  value: object,
  from: string,
): Steps<EncryptedSetHeader> {
  const { encryption } = value as { encryption?: { construction?: unknown } };
  if (
    typeof encryption?.construction === 'string' &&
    encryption.construction !== CONSTRUCTION
  ) {
    throw new UnsupportedBackupFormatError(
      `'${from}' is encrypted by ${JSON.stringify(
        encryption.construction,
      )}, which this software does not know; use the version that wrote it, or a later one`,
    );
  }
  const parsed = yield* parseToFirstFault(encryptedSetHeaderSchema, value);
  if ('fault' in parsed) {
    throw new DamagedBackupError(
      `'${from}' is not the header of an encrypted backup: ${parsed.fault}`,
    );
  }
  const header = parsed.data;
  assertBearableHeader(header, from);
  assertPaths([header.manifest, ...header.files], from);
  assertArchiveName(header.archive?.file, from);
  assertHeaderSums(header, from);
  return header;
}
