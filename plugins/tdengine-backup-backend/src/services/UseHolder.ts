import { Readable } from 'node:stream';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../database/backupRows';
import { BackupStore } from '../database/BackupStore';

/** A process that dies holds a backup no longer than this. */
const HELD_MS = 2 * 60_000;
const RENEW_MS = 30_000;

/**
 * Keeps rules of retention from removing a backup while somebody downloads it, from whichever process. Who deletes it by
 * hand means it.
 */
export class UseHolder {
  readonly #backups: Pick<BackupStore, 'holdInUse'>;
  readonly #logger: LoggerService;

  static create(options: {
    backups: Pick<BackupStore, 'holdInUse'>;
    logger: LoggerService;
  }): UseHolder {
    return new UseHolder(options);
  }

  private constructor(options: Parameters<typeof UseHolder.create>[0]) {
    this.#backups = options.backups;
    this.#logger = options.logger;
  }

  /** Opens something of a backup and holds it until that is read or given up. Throws a ConflictError where it goes. */
  async whileRead(
    backup: Pick<StoredBackup, 'id' | 'name'>,
    open: () => Promise<Readable>,
  ): Promise<Readable> {
    if (!(await this.#hold(backup))) {
      throw new ConflictError(`Backup '${backup.name}' is being deleted`);
    }
    const content = await open();
    const timer = setInterval(() => {
      this.#hold(backup).catch(error =>
        this.#logger.warn(
          `Backup '${
            backup.name
          }' is downloaded and could not be held: ${describeError(error)}`,
        ),
      );
    }, RENEW_MS);
    timer.unref();
    content.once('close', () => clearInterval(timer));
    return content;
  }

  #hold({ id }: Pick<StoredBackup, 'id'>): Promise<boolean> {
    return this.#backups.holdInUse(id, new Date(Date.now() + HELD_MS));
  }
}
