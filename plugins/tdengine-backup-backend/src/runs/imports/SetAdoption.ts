import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  BackupSetDescription,
  describeBackupSet,
} from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { AdoptedBackup, BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStore } from '../../database/JobStore';
import { BackupSets } from '../BackupSets';
import { madeCopy } from '../copies/madeCopy';
import { TargetRegistry } from '../TargetRegistry';

export interface SetAdoptionOptions {
  backups: BackupStore;
  copies: CopyStore;
  jobs: JobStore;
  sets: BackupSets;
  targets: TargetRegistry;
  logger: LoggerService;
}

/** A set of which only what it says of itself was read. */
export interface DescribedSet {
  target: string;
  prefix: string;
  description: Omit<BackupSetDescription, 'metadata'>;
}

/** What became of a set of a known backup. */
export type CopyVerdict = 'known' | 'added' | 'busy' | { problem: string };

/** Runs a transaction that may only count under some condition. */
export type Write = <T>(
  write: (transaction: Knex.Transaction) => Promise<T>,
) => Promise<T>;

/** Jobs that write what is looked at. */
const WRITING: ReadonlySet<string> = new Set([
  'backup',
  'repair',
  'delete',
  'rewrap',
]);

/**
 * Takes sets into the catalogue that lie on a target: of backups that it does not know, and of those it does. Whoever asks for it
 * may not see those: what is wrong is told without their names, places and errors, which are in the log of the portal.
 */
export class SetAdoption {
  readonly #options: SetAdoptionOptions;

  static create(options: SetAdoptionOptions): SetAdoption {
    return new SetAdoption(options);
  }

  private constructor(options: SetAdoptionOptions) {
    this.#options = options;
  }

  /** Under its name, or another one where its owner has a backup of that name. Throws a ConflictError. */
  async adopt(adopted: AdoptedBackup, write: Write): Promise<AdoptedBackup> {
    const { backups, logger } = this.#options;
    const { backup } = adopted;
    const other = await backups.findByPrefix(backup.setPrefix);
    if (other && other.id !== backup.id) {
      logger.info(
        `The set at '${backup.setPrefix}' is not taken in, since backup '${other.name}' (${other.id}) is on record as being there`,
      );
      throw new ConflictError('Another backup is on record as being there');
    }
    const isTaken = () => backups.isNameTaken(backup.name, backup.ownerRef);
    if (!(await isTaken())) {
      try {
        await write(tx => backups.adopt(adopted, tx));
        return adopted;
      } catch (error) {
        // Another one of its name may have come meanwhile.
        if (!isConflict(error) || !(await isTaken())) {
          throw error;
        }
      }
    }
    const name = `${backup.name}-${backup.id.slice(0, 8)}`;
    const renamed = { ...adopted, backup: { ...backup, name } };
    await write(tx => backups.adopt(renamed, tx));
    return renamed;
  }

  /** Records that a copy of a known backup is there, where it is a copy of that one. */
  async adoptCopy(
    known: StoredBackup,
    set: DescribedSet,
    options: { write: Write; signal: AbortSignal },
  ): Promise<CopyVerdict> {
    const before = this.#judge(known, set);
    const problem =
      before === 'added'
        ? await this.#compare(known, set, options.signal)
        : undefined;
    const verdict = problem === undefined ? before : { problem };
    if (typeof verdict === 'object') {
      this.#logProblem(known, set, verdict.problem);
    }
    return verdict === 'added'
      ? this.#addCopy(known, set, options.write)
      : verdict;
  }

  async #addCopy(
    known: StoredBackup,
    set: DescribedSet,
    write: Write,
  ): Promise<CopyVerdict> {
    const { backups, copies, jobs } = this.#options;
    return write(async tx => {
      const backup = await backups.getForUpdate(known.id, tx);
      const active = await jobs.listActive(known.id, tx);
      const verdict = active.some(({ type }) => WRITING.has(type))
        ? 'busy'
        : this.#judge(backup, set);
      if (verdict === 'added') {
        const made = madeCopy(
          set.target,
          { prefix: set.prefix, ...set.description },
          { verified: false },
        );
        await copies.adopt(known.id, made, tx);
      }
      return verdict;
    });
  }

  /** By what is on record alone. */
  #judge(backup: StoredBackup, set: DescribedSet): CopyVerdict {
    const { state } = backup;
    if (state === 'creating' || state === 'deleting') {
      return 'busy';
    }
    if (state === 'failed' || state === 'cancelled') {
      return {
        problem: `The backup with its id is on record as ${state}; delete that one, and look again`,
      };
    }
    if (backup.setPrefix !== set.prefix) {
      return {
        problem:
          'The backup with its id is on record at another place; a copy of it has to be at the same one on every target',
      };
    }
    if (backup.packaging !== set.description.packaging) {
      return {
        problem: `The backup with its id is on record as ${backup.packaging}, and this is ${set.description.packaging}`,
      };
    }
    const copy = backup.copies.find(({ target }) => target === set.target);
    return copy ? judgeCopy(copy, set) : 'added';
  }

  /** Why it is no copy of the backup. Undefined where it is one. */
  async #compare(
    backup: StoredBackup,
    set: DescribedSet,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { sets, targets } = this.#options;
    const { metadataSha256, contentsDigest } = set.description;
    const isRecorded = [backup, ...backup.copies].some(
      ({ checksum }) => checksum === metadataSha256,
    );
    if (isRecorded) {
      return undefined;
    }
    const others = backup.copies.filter(
      ({ target, state }) =>
        target !== set.target && state === 'present' && targets.has(target),
    );
    for (const copy of others) {
      try {
        const other = await describeBackupSet({
          target: targets.get(copy.target),
          location: sets.location(backup, copy),
          signal,
        });
        return other.contentsDigest === contentsDigest
          ? undefined
          : `It says something else of the backup with its id than the copy on target '${copy.target}'`;
      } catch {
        signal.throwIfAborted();
      }
    }
    return 'It is not what was recorded of the backup with its id, and no other copy can be read to compare it with';
  }

  #logProblem(
    { id, name, setPrefix, error, copies }: StoredBackup,
    { target, prefix }: DescribedSet,
    problem: string,
  ): void {
    const details = [error, ...copies.map(copy => copy.error)].filter(Boolean);
    this.#options.logger.info(
      `The set at '${prefix}' on target '${target}' is not taken for a copy of backup '${name}' (${id}) at '${setPrefix}': ${[
        problem,
        ...details,
      ].join('; ')}`,
    );
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConflictError';
}

function judgeCopy(
  { state, checksum }: StoredCopy,
  { description, target }: DescribedSet,
): CopyVerdict {
  switch (state) {
    case 'present':
      return checksum === description.metadataSha256
        ? 'known'
        : {
            problem: `It is not what was published there: its SHA-256 differs from the recorded one; verify the copy on target '${target}'`,
          };
    case 'missing':
    case 'failed':
      return 'added';
    case 'corrupted':
      return {
        problem:
          'It was found to be damaged; verify it again after it was put right',
      };
    default:
      return 'busy';
  }
}
