import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  EncryptionKeyOptions,
  EncryptionKeys,
} from 'backstage-plugin-tdengine-backup-node';
import { assertKnownKeys } from './assertKnownKeys';
import { readBoolean } from './readBoolean';

const PATH = 'tdengineBackup.encryption';

/** Whether what does not say otherwise is encrypted, and what with. */
export interface Encryption {
  enabled: boolean;
  keys: EncryptionKeys;
}

/**
 * Reads `tdengineBackup.encryption`. Apart from the rest of the configuration, so that secrets are not carried about with it.
 */
export async function readEncryptionConfig(
  rootConfig: Config,
): Promise<Encryption> {
  const config = rootConfig.getOptionalConfig(PATH);
  assertKnownKeys(config, PATH, ['enabled', 'keys', 'defaultKey']);
  const enabled = readBoolean(config, PATH, 'enabled', false);
  const keys = await createKeys(config);
  if (enabled && keys.defaultKeyId === undefined) {
    throw new InputError(
      `The configuration key '${PATH}.enabled' is true, and '${PATH}.keys' has no key that is not retired`,
    );
  }
  return { enabled, keys };
}

async function createKeys(config: Config | undefined): Promise<EncryptionKeys> {
  const entries = config?.getOptionalConfigArray('keys') ?? [];
  try {
    return await EncryptionKeys.create({
      keys: entries.map(readKey),
      defaultKey: config?.getOptionalString('defaultKey'),
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') {
      throw new InputError(
        `The configuration key '${PATH}' is not right: ${error.message}`,
      );
    }
    throw error;
  }
}

function readKey(entry: Config, index: number): EncryptionKeyOptions {
  const path = `${PATH}.keys[${index}]`;
  assertKnownKeys(entry, path, [
    'id',
    'retired',
    'secret',
    'passphrase',
    'recipient',
    'identity',
  ]);
  return {
    id: entry.getString('id'),
    retired: readBoolean(entry, path, 'retired', false),
    secret: entry.getOptionalString('secret'),
    passphrase: entry.getOptionalString('passphrase'),
    recipient: entry.getOptionalString('recipient'),
    identity: entry.getOptionalString('identity'),
  };
}
