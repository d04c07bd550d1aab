import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { StoredBackup, StoredCopy } from '../database/backupRows';
import { CopyStore } from '../database/CopyStore';
import { isRestorable } from '../database/restorableStates';
import { TargetRegistry } from '../runs/TargetRegistry';
import { BackupCommands } from './BackupCommands';
import { BACKGROUND_PRIORITY, DEFAULT_PRIORITY } from './defaults';
import { Caller } from './types';

export interface CopyCommandsOptions {
  copies: CopyStore;
  targets: TargetRegistry;
  commands: BackupCommands;
}

/** What can be done with the copies of a backup. */
export class CopyCommands {
  readonly #options: CopyCommandsOptions;

  static create(options: CopyCommandsOptions): CopyCommands {
    return new CopyCommands(options);
  }

  private constructor(options: CopyCommandsOptions) {
    this.#options = options;
  }

  /** Has another copy made, on a target that has none. */
  async add(
    id: string,
    target: string,
    caller: Caller,
    priority: number = DEFAULT_PRIORITY,
  ): Promise<void> {
    const { copies, targets } = this.#options;
    targets.get(target);
    await this.#decide(id, async (tx, backup) => {
      await copies.add({ backupId: id, target }, backup.setPrefix, tx);
      await this.#enqueue(backup, [target], caller, priority, tx);
    });
  }

  /** Has a copy that is not good made again. */
  async repair(id: string, target: string, caller: Caller): Promise<void> {
    const { copies } = this.#options;
    await this.#decide(id, async (tx, backup) => {
      const { state } = findCopy(backup, target);
      if (state === 'present' || state === 'deleting') {
        throw new ConflictError(
          `The copy of backup '${
            backup.name
          }' on target '${target}' is ${state}; there is nothing to repair${
            state === 'present'
              ? ': verify it first, if its files are gone'
              : ''
          }`,
        );
      }
      // Whoever asks knows of something that changed.
      await copies.planRepair({ backupId: id, target }, new Date(), tx);
      await this.#enqueue(backup, [target], caller, DEFAULT_PRIORITY, tx);
    });
  }

  /** Has copies made again that are due, behind everything that somebody waits for. */
  async repairDue(
    id: string,
    due: readonly string[],
    caller: Caller,
  ): Promise<void> {
    await this.#decide(id, async (tx, backup) => {
      const targets = backup.copies
        .filter(({ state }) => state !== 'present' && state !== 'deleting')
        .map(({ target }) => target)
        .filter(target => due.includes(target));
      if (targets.length > 0) {
        await this.#enqueue(backup, targets, caller, BACKGROUND_PRIORITY, tx);
      }
    });
  }

  /** Removes a copy. Refuses the last good one. */
  async delete(id: string, target: string, caller: Caller): Promise<void> {
    const { copies, commands } = this.#options;
    const decide = async (tx: Knex.Transaction, backup: StoredBackup) => {
      const copy = findCopy(backup, target);
      if (!isRestorable(backup)) {
        throw new ConflictError(
          `Backup '${backup.name}' is ${backup.state}; delete the backup and not a copy of it`,
        );
      }
      if (isLastGood(backup, copy)) {
        throw new ConflictError(
          `The copy on target '${target}' is the last good one of backup '${backup.name}'; delete the backup instead`,
        );
      }
      await copies.markDeleting({ backupId: id, target }, tx);
      await commands.enqueue(tx, backup, 'delete', caller, {
        targets: [target],
      });
    };
    // One of them may be reading it.
    await commands.decideIdle(id, decide, { besideRestores: false });
  }

  /** For a backup out of which a copy can be made, and that nothing else works on. */
  async #decide(
    id: string,
    decide: (tx: Knex.Transaction, backup: StoredBackup) => Promise<void>,
  ): Promise<void> {
    await this.#options.commands.decideIdle(id, decide, {
      check: assertRepairable,
    });
  }

  async #enqueue(
    backup: StoredBackup,
    targets: readonly string[],
    caller: Caller,
    priority: number,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { commands } = this.#options;
    await commands.enqueue(tx, backup, 'repair', caller, { targets, priority });
  }
}

function findCopy(backup: StoredBackup, target: string): StoredCopy {
  const copy = backup.copies.find(it => it.target === target);
  if (!copy) {
    throw new NotFoundError(
      `Backup '${backup.name}' has no copy on target '${target}'`,
    );
  }
  return copy;
}

function isLastGood({ copies }: StoredBackup, copy: StoredCopy): boolean {
  const good = copies.filter(({ state }) => state === 'present');
  return good.length === 1 && good[0] === copy;
}

/** Throws a ConflictError for a backup without a good copy. */
function assertRepairable(backup: StoredBackup): void {
  if (!isRestorable(backup)) {
    throw new ConflictError(
      `Backup '${backup.name}' has no good copy out of which another one could be made: it is ${backup.state}`,
    );
  }
}
