import {
  EncryptionKeys,
  readEncryptionKeys,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { readConfig } from './readConfig';

/** Where the keys of encrypted sets are found. */
export interface KeyOptions {
  config?: string[];
}

/** The keys of encrypted sets; undefined where none are named. */
export async function readKeys(
  context: CliContext,
  options: KeyOptions,
): Promise<EncryptionKeys | undefined> {
  if (!options.config || options.config.length === 0) {
    return undefined;
  }
  const config = await readConfig(context, options.config);
  return readEncryptionKeys(
    config.getOptionalConfig('tdengineBackup.encryption'),
  );
}
