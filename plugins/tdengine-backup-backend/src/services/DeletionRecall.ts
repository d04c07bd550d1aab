import { ConflictError } from '@backstage/errors';
import {
  describeError,
  metadataPath,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup, StoredCopy } from '../database/backupRows';
import { BackupStore } from '../database/BackupStore';
import { CopyStore } from '../database/CopyStore';
import { JobStore } from '../database/JobStore';
import { TargetRegistry } from '../runs/TargetRegistry';
import { assertIdle, BackupCommands } from './BackupCommands';
import { Caller } from './types';

/** How long a target may take to say what it has left: somebody waits for it. */
const LOOK_MS = 15_000;

/** What is left of a copy: all of it, or why it cannot be kept. */
interface Remains {
  copy: StoredCopy;
  lost?: string;
}

/**
 * Calls off deletions that a target refused. The manifest of a copy is what is deleted first, and nothing else of it while
 * that is refused: where it lies, the copy is whole. Targets are asked, since the answer to a deletion may have been lost.
 */
export class DeletionRecall {
  readonly #backups: BackupStore;
  readonly #copies: CopyStore;
  readonly #jobs: JobStore;
  readonly #targets: TargetRegistry;
  readonly #commands: BackupCommands;

  static create(options: {
    backups: BackupStore;
    copies: CopyStore;
    jobs: JobStore;
    targets: TargetRegistry;
    commands: BackupCommands;
  }): DeletionRecall {
    return new DeletionRecall(options);
  }

  private constructor(options: Parameters<typeof DeletionRecall.create>[0]) {
    this.#backups = options.backups;
    this.#copies = options.copies;
    this.#jobs = options.jobs;
    this.#targets = options.targets;
    this.#commands = options.commands;
  }

  /**
   * Keeps the copies that are whole. Throws a ConflictError where none is, where nothing is being deleted, and while a deletion
   * runs.
   */
  async keep(id: string, caller: Caller): Promise<void> {
    const before = await this.#backups.get(id);
    const isGoing = before.state === 'deleting';
    const going = before.copies.filter(
      ({ state }) => isGoing || state === 'deleting',
    );
    if (going.length === 0) {
      throw new ConflictError(`Backup '${before.name}' is not being deleted`);
    }
    assertIdle(before, await this.#jobs.listActive(id));

    const remains = await Promise.all(
      going.map(copy => this.#look(before, copy)),
    );
    if (remains.every(({ lost }) => lost !== undefined)) {
      throw new ConflictError(
        `Nothing of backup '${
          before.name
        }' that is being deleted can be kept: ${remains
          .map(({ lost }) => lost)
          .join('; ')}`,
      );
    }
    await this.#commands.decideIdle(id, async (tx, backup) => {
      // Every deletion that begins leaves its mark.
      if (backup.updatedAt !== before.updatedAt) {
        throw new ConflictError(
          `Backup '${backup.name}' changed just now; try again`,
        );
      }
      for (const { copy, lost } of remains) {
        const key = { backupId: id, target: copy.target };
        if (lost === undefined) {
          await this.#copies.markKept(key, { whole: true }, tx);
        } else if (isGoing && !copy.deletionPartial) {
          await this.#copies.markKept(key, { whole: false, error: lost }, tx);
        }
        // What is left of one that is gone in part goes on being removed.
      }
      if (isGoing) {
        await this.#backups.markKept(id, { updatedBy: caller.ref }, tx);
      }
    });
  }

  async #look(
    { setPrefix, packaging }: StoredBackup,
    copy: StoredCopy,
  ): Promise<Remains> {
    const { target } = copy;
    if (copy.deletionPartial) {
      return { copy, lost: `Part of the copy on target '${target}' is gone` };
    }
    try {
      const manifest = await this.#targets
        .get(target)
        .stat(metadataPath(setPrefix, packaging), {
          signal: AbortSignal.timeout(LOOK_MS),
        });
      return manifest
        ? { copy }
        : { copy, lost: `The copy on target '${target}' is gone` };
    } catch (error) {
      return {
        copy,
        lost: `What is left of the copy on target '${target}' is not known: ${describeError(
          error,
        )}`,
      };
    }
  }
}
