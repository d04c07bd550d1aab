import pLimit from 'p-limit';
import { CustomErrorBase } from '@backstage/errors';
import {
  describeBackupSet,
  describeError,
  EncryptionKeys,
  ListedBackupSet,
  listBackupSets,
  metadataPath,
  readBackupManifest,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupStore } from '../../database/BackupStore';
import { JobStore } from '../../database/JobStore';
import { UploadStore } from '../../database/UploadStore';
import { RescanStore, StoredRescan } from '../../database/RescanStore';
import { JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { archiveKey } from '../backup/findPublished';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import { describeAdopted } from './describeAdopted';
import { describeMisplaced } from './describeMisplaced';
import { forEachAtOnce } from './forEachAtOnce';
import { keysToTakeIn, PLAIN_REFUSED } from './plainRefused';
import { MissingCopies } from './MissingCopies';
import { RescanTally } from './RescanTally';
import { SetAdoption, Write } from './SetAdoption';

/** So many manifests are in memory at once. */
const READS_AT_ONCE = 4;

/** A manifest that is larger takes hundreds of megabytes once it is read: one at a time in this process. */
const LARGE_BYTES = 4 * 1024 * 1024;
const oneLarge = pLimit(1);

export interface RescanHandlerOptions {
  rescans: RescanStore;
  backups: BackupStore;
  uploads: UploadStore;
  jobs: JobStore;
  adoption: SetAdoption;
  missing: MissingCopies;
  sources: SourceRegistry;
  targets: TargetRegistry;
  keys: EncryptionKeys;
  acceptPlain: boolean;
}

/** One set that was found. */
interface Look {
  rescan: StoredRescan;
  target: StorageTarget;
  listed: ListedBackupSet;
  tally: RescanTally;
  write: Write;
}

/** Says no more than that: what a database answers has the values in it. */
class UnrecordableSetError extends CustomErrorBase {
  name = 'UnrecordableSetError' as const;

  constructor(cause: unknown) {
    const { code, name } = cause as { code?: unknown; name?: unknown };
    super(`It holds what cannot be recorded (${code ?? name})`);
  }
}

/**
 * Searches a target for backups: those that nobody knows are taken in, and so are copies of known ones; known copies that are
 * not there any more are recorded as missing. Writes nothing on the target. Begun again it finds what is left.
 */
export class RescanHandler implements JobHandler {
  readonly type = 'rescan';
  readonly phases = [
    { name: 'search', weight: 80 },
    { name: 'compare', weight: 20 },
  ];
  readonly #options: RescanHandlerOptions;

  static create(options: RescanHandlerOptions): RescanHandler {
    return new RescanHandler(options);
  }

  private constructor(options: RescanHandlerOptions) {
    this.#options = options;
  }

  logFile(job: StoredJob): string {
    return `rescans/${job.subjectId}.log`;
  }

  async run(run: JobRun): Promise<Settle> {
    const { rescans, targets, jobs, missing } = this.#options;
    const rescan = await rescans.get(run.job.subjectId);
    const target = targets.get(rescan.target);
    const tally = new RescanTally();
    const write: Write = change => jobs.withLease(run.lease, change);
    run.progress.enter('search');
    run.reporter.log('info', `Looking for backups on target '${target.name}'`);
    await forEachAtOnce(
      listBackupSets(target, run),
      READS_AT_ONCE,
      async listed => {
        const look = () =>
          this.#look(run, { rescan, target, listed, tally, write });
        await (listed.metadataBytes > LARGE_BYTES ? oneLarge(look) : look());
      },
    );
    run.progress.enter('compare');
    await missing.find(run, {
      target,
      isEmpty: tally.found === 0,
      tally,
      write,
    });
    const result = tally.result();
    run.reporter.log(
      'info',
      `${result.found} backups are there: ${result.added} were not known, ${result.copiesAdded} are copies that were not known; ${result.missing} copies are missing, ${result.problemCount} could not be taken in`,
    );
    return tx => rescans.setResult(rescan.id, result, tx);
  }

  async cleanUp(): Promise<Settle> {
    return this.giveUp();
  }

  giveUp(): Settle {
    return async () => {};
  }

  async #look(run: JobRun, options: Look): Promise<void> {
    const { listed, tally } = options;
    run.signal.throwIfAborted();
    tally.found++;
    run.progress.setCurrent(listed.prefix);
    const place = listed.contested
      ? metadataPath(listed.prefix, listed.packaging)
      : listed.prefix;
    try {
      const problem = await this.#take(run, options);
      if (problem !== undefined) {
        tally.problem(place, problem);
        run.reporter.log('warn', `'${place}': ${problem}`);
      }
    } catch (error) {
      run.signal.throwIfAborted();
      if (!isOfThisSet(error)) {
        throw error;
      }
      const reason = describeError(error);
      tally.problem(place, reason);
      run.reporter.log('warn', `'${place}': ${reason}`);
    }
  }

  /** Returns why it could not be taken in. */
  async #take(
    run: JobRun,
    { rescan, target, listed, tally, write }: Look,
  ): Promise<string | undefined> {
    const { backups, uploads, adoption, sources } = this.#options;
    const { signal, temporaryDirectory } = run;
    const { prefix } = listed;
    if (await uploads.isUnderWay(prefix)) {
      return undefined;
    }
    const description = await describeBackupSet({
      target,
      location: listed,
      signal,
    });
    const { archive, backupId } = description;
    const known = await backups.find(backupId);
    const misplaced = describeMisplaced(listed, description, {
      target: target.name,
      known,
    });
    if (misplaced !== undefined) {
      return misplaced;
    }
    if (archive && description.packaging !== 'folder') {
      const key = archiveKey(prefix, archive.file);
      const stat = await target.stat(key, { signal });
      if (stat?.size !== archive.size) {
        return stat
          ? `The archive '${key}' has ${stat.size} bytes where ${archive.size} were published`
          : `The archive '${key}' is missing`;
      }
    }
    const set = { target: target.name, prefix, description };
    if (known && known.state !== 'deleted') {
      const verdict = await this.#record(write, () =>
        adoption.adoptCopy(known, set, { write, signal }),
      );
      if (verdict === 'added') {
        tally.copiesAdded++;
        run.reporter.log(
          'info',
          `'${prefix}' is a copy of a backup that is known`,
        );
      }
      return typeof verdict === 'object' ? verdict.problem : undefined;
    }
    if (!this.#options.acceptPlain && description.wrappedKeys === undefined) {
      return PLAIN_REFUSED;
    }
    const manifest = await readBackupManifest(description, {
      target,
      prefix,
      keys: keysToTakeIn(this.#options),
      temporaryDirectory,
      signal,
    });
    const { backup } = await this.#record(write, () => {
      const adopted = describeAdopted(
        { ...set, manifest },
        {
          origin: 'found',
          caller: { ref: rescan.createdBy, ownershipRefs: [] },
          ownerRef: rescan.ownerRef,
          source: sources.find(manifest.source.type),
          verified: false,
        },
      );
      return adoption.adopt(adopted, write);
    });
    tally.added++;
    run.reporter.log('info', `'${prefix}' is backup '${backup.name}'`);
    return undefined;
  }

  /**
   * What cannot be recorded is this set's problem, whatever it is: a stranger may have written it, and the sets behind it are
   * looked at nonetheless. Not where nothing can be recorded any more, for the lease is lost or the database does not answer.
   */
  async #record<T>(write: Write, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      await write(async () => {});
      throw isOfThisSet(error) ? error : new UnrecordableSetError(error);
    }
  }
}

/** Errors that say something of one set; others, such as a target that does not answer, end the search. */
const OF_ONE_SET = new Set([
  'ConflictError',
  'DamagedBackupError',
  'EncryptionKeyError',
  'InputError',
  'NotFoundError',
  'RangeError',
  'UnrecordableSetError',
  'UnsupportedBackupFormatError',
]);

const CODES_OF_ONE_FILE = new Set(['EACCES', 'EPERM', 'EIO', 'EISDIR']);

function isOfThisSet(error: unknown): boolean {
  return (
    error instanceof Error &&
    (OF_ONE_SET.has(error.name) ||
      ('code' in error && CODES_OF_ONE_FILE.has(String(error.code))))
  );
}
