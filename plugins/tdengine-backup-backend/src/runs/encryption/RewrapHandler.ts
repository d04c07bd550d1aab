import {
  describeError,
  EncryptionKeys,
  rewrapBackupSet,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStore } from '../../database/JobStore';
import { KEYED_STATES } from '../../database/operations/settleEncryptionKey';
import { throwIfRunIsOver } from '../../jobs/errors';
import { JobHandler, JobResult, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { assertReadable, BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';
import { TargetRegistry } from '../TargetRegistry';

export interface RewrapHandlerOptions {
  backups: BackupStore;
  copies: CopyStore;
  jobs: JobStore;
  sets: BackupSets;
  targets: TargetRegistry;
  keys: EncryptionKeys;
}

/**
 * Puts the key that encrypts now around the data key of a backup, in all copies, and records for each what it has. Can be
 * repeated; readers do not notice.
 */
export class RewrapHandler implements JobHandler {
  readonly type = 'rewrap';
  readonly phases = [{ name: 'rewrap', weight: 100 }];
  readonly #options: RewrapHandlerOptions;

  static create(options: RewrapHandlerOptions): RewrapHandler {
    return new RewrapHandler(options);
  }

  private constructor(options: RewrapHandlerOptions) {
    this.#options = options;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<JobResult> {
    const { backups } = this.#options;
    const backup = await backups.get(run.job.subjectId);
    assertReadable(backup);
    run.progress.enter('rewrap');
    const problems: string[] = [];
    let done = 0;
    for (const copy of backup.copies.filter(isKeyed)) {
      try {
        await this.#rewrap(run, backup, copy);
        done++;
      } catch (error) {
        throwIfRunIsOver(run.signal, error);
        const { target, state } = copy;
        const problem = `The copy on target '${target}' keeps its key: ${describeError(
          error,
        )}`;
        run.reporter.log('warn', problem);
        // That others are not there is known.
        if (state === 'present') {
          problems.push(problem);
        }
      }
    }
    const error = problems.join('; ');
    if (error && done === 0) {
      throw new Error(error);
    }
    const settle = async () => {};
    return error ? { settle, error } : settle;
  }

  async #rewrap(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
  ): Promise<void> {
    const { copies, jobs, keys, sets, targets } = this.#options;
    const target = targets.ofCopy(copy);
    const { keyId, changed } = await rewrapBackupSet({
      target,
      location: sets.location(backup, copy),
      keys,
      signal: run.signal,
    });
    faultPoint('rewrap.after-write');
    await jobs.withLease(run.lease, tx =>
      copies.setEncryptionKey(
        { backupId: backup.id, target: copy.target },
        keyId,
        tx,
      ),
    );
    run.reporter.log(
      'info',
      `Key '${keyId}' is ${
        changed ? 'now' : 'already'
      } around the data key of backup '${backup.name}' on target '${
        target.name
      }'`,
    );
  }

  async cleanUp(): Promise<Settle> {
    return this.giveUp();
  }

  giveUp(): Settle {
    return async () => {};
  }
}

/** Copies that were good once; of those that are not, some may be back. */
function isKeyed({ state, checksum }: StoredCopy): boolean {
  return checksum !== undefined && KEYED_STATES.includes(state);
}
