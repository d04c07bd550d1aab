import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  EncryptionKeys,
  readEncryptionKeys,
} from 'backstage-plugin-tdengine-backup-node';
import { assertKnownKeys } from './assertKnownKeys';
import { readBoolean } from './readBoolean';

const PATH = 'tdengineBackup.encryption';
const KEY_FIELDS = [
  'id',
  'retired',
  'secret',
  'passphrase',
  'recipient',
  'identity',
];

/** Whether what does not say otherwise is encrypted, and what with. */
export interface Encryption {
  enabled: boolean;
  /** Whether sets that are not encrypted, and are on no record here, are taken in. */
  acceptPlain: boolean;
  keys: EncryptionKeys;
}

/**
 * Reads `tdengineBackup.encryption`. Apart from the rest of the configuration, so that secrets are not carried about with it.
 */
export async function readEncryptionConfig(
  rootConfig: Config,
): Promise<Encryption> {
  const config = rootConfig.getOptionalConfig(PATH);
  assertKnownKeys(config, PATH, [
    'enabled',
    'acceptPlain',
    'keys',
    'defaultKey',
  ]);
  const enabled = readBoolean(config, PATH, 'enabled', false);
  const acceptPlain = readBoolean(config, PATH, 'acceptPlain', !enabled);
  const keys = await createKeys(config);
  if (enabled && keys.defaultKeyId === undefined) {
    throw new InputError(
      `The configuration key '${PATH}.enabled' is true, and '${PATH}.keys' has no key that is not retired`,
    );
  }
  return { enabled, acceptPlain, keys };
}

async function createKeys(config: Config | undefined): Promise<EncryptionKeys> {
  const entries = config?.getOptionalConfigArray('keys') ?? [];
  for (const [index, entry] of entries.entries()) {
    assertKnownKeys(entry, `${PATH}.keys[${index}]`, KEY_FIELDS);
  }
  try {
    return await readEncryptionKeys(config);
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') {
      throw new InputError(
        `The configuration key '${PATH}' is not right: ${error.message}`,
      );
    }
    throw error;
  }
}
