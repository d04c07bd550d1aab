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
      secret: entry.getOptionalString('secret'),
      passphrase: entry.getOptionalString('passphrase'),
      recipient: entry.getOptionalString('recipient'),
      identity: entry.getOptionalString('identity'),
    })),
    defaultKey: config?.getOptionalString('defaultKey'),
  });
}
