import { isError } from '@backstage/errors';
import {
  EncryptionState,
  RewrapResult,
} from 'backstage-plugin-tdengine-backup-common';
import { Encryption } from '../config/readEncryptionConfig';
import { BackupStore } from '../database/BackupStore';
import { BackupCommands } from './BackupCommands';
import { chooseEncryptionKey } from './chooseEncryptionKey';
import { Caller, EncryptionService } from './types';

/** Something else is done with a backup right now. */
const IN_THE_WAY = new Set(['ConflictError', 'NotFoundError']);

export interface DefaultEncryptionServiceOptions {
  encryption: Encryption;
  backups: BackupStore;
  commands: BackupCommands;
  wake: () => void;
}

/** Tells how backups are encrypted, and changes the keys around those that are there. */
export class DefaultEncryptionService implements EncryptionService {
  readonly #options: DefaultEncryptionServiceOptions;

  static create(
    options: DefaultEncryptionServiceOptions,
  ): DefaultEncryptionService {
    return new DefaultEncryptionService(options);
  }

  private constructor(options: DefaultEncryptionServiceOptions) {
    this.#options = options;
  }

  async get(): Promise<EncryptionState> {
    const { enabled, keys } = this.#options.encryption;
    return { keyId: keys.defaultKeyId, byDefault: enabled };
  }

  async rewrap(caller: Caller): Promise<RewrapResult> {
    const { backups, commands, encryption, wake } = this.#options;
    const keyId = chooseEncryptionKey(encryption, true)!;
    const result = { keyId, queued: 0, skipped: 0 };
    for (const id of await backups.listWithOtherKey(keyId)) {
      try {
        await commands.rewrap(id, caller);
        result.queued++;
      } catch (error) {
        if (!isError(error) || !IN_THE_WAY.has(error.name)) {
          throw error;
        }
        result.skipped++;
      }
    }
    wake();
    return result;
  }
}
