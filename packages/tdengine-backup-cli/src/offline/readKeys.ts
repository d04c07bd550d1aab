import { Config, ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  describeError,
  EncryptionKeys,
  readEncryptionKeys,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { readSecretFile } from '../cli/readSecretFile';
import { readConfig } from './readConfig';

/** Where the keys of encrypted sets are found. */
export interface KeyOptions {
  config?: string[];
  /** A file with a secret, a passphrase or an age identity. */
  keyFile?: string;
  /** Whether a set that is not encrypted is refused. */
  requireEncrypted?: boolean;
}

/** The keys of encrypted sets: out of a file, the environment or the configuration; undefined where none are named. */
export async function readKeys(
  context: CliContext,
  options: KeyOptions,
): Promise<EncryptionKeys | undefined> {
  const { TDENGINE_BACKUP_KEY } = context.io.env;
  const material = options.keyFile
    ? await readSecretFile(context, options.keyFile)
    : TDENGINE_BACKUP_KEY;
  if (material) {
    return EncryptionKeys.ofMaterial(material);
  }
  if (!options.config || options.config.length === 0) {
    return undefined;
  }
  const config = (await readConfig(context, options.config)).getOptionalConfig(
    'tdengineBackup.encryption',
  );
  try {
    return await readEncryptionKeys(config);
  } catch (error) {
    if (config?.has('keys') && (error as Error).name === 'InputError') {
      return readUsableKeys(context, config);
    }
    throw error;
  }
}

/** A backup needs its own key alone: what is wrong with the others must not keep anybody from it. */
async function readUsableKeys(
  { output }: CliContext,
  config: Config,
): Promise<EncryptionKeys> {
  const usable: JsonObject[] = [];
  for (const entry of config.getConfigArray('keys')) {
    const key = entry.get<JsonObject>();
    try {
      await readEncryptionKeys(new ConfigReader({ keys: [key] }));
      usable.push(key);
    } catch (error) {
      output.warn(`${describeError(error)}. It opens nothing like that`);
    }
  }
  return readEncryptionKeys(new ConfigReader({ keys: usable }));
}
