import { Config } from '@backstage/config';
import { EncryptionKeys } from './EncryptionKeys';

/**
 * The keys of a configuration, those under `tdengineBackup.encryption`; none where there is none.
 *
 * @throws InputError naming the key and the field, never its value
 * @public
 */
export async function readEncryptionKeys(
  config: Config | undefined,
): Promise<EncryptionKeys> {
  const entries = config?.getOptionalConfigArray('keys') ?? [];
  return EncryptionKeys.create({
    keys: entries.map(entry => ({
      id: entry.getString('id'),
      retired: entry.getOptionalBoolean('retired'),
      secret: readText(entry, 'secret'),
      passphrase: readText(entry, 'passphrase'),
      recipient: readText(entry, 'recipient'),
      identity: entry.getOptionalString('identity'),
    })),
    defaultKey: config?.getOptionalString('defaultKey'),
  });
}

/** A variable that is empty is as good as one that is not set, of which nothing is left here. */
function readText(entry: Config, field: string): string | undefined {
  return entry.getOptional(field) === ''
    ? undefined
    : entry.getOptionalString(field);
}
