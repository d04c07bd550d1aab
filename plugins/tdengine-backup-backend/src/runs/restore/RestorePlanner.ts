import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonValue } from '@backstage/types';
import {
  BackupSetReader,
  RestorePlan,
  RestoreRequest,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';
import { TemporaryFolders } from '../../jobs/TemporaryFolders';
import { BackupSets } from '../BackupSets';
import { SourceRegistry } from '../SourceRegistry';
import { planToken } from './planToken';
import { RestoreSettings } from './RestoreSettings';

/** A plan, and the token that stands for it. */
export interface MadePlan {
  plan: RestorePlan;
  token: string;
}

/** Finds out what a restore would do. Changes nothing. */
export class RestorePlanner {
  readonly #sets: BackupSets;
  readonly #sources: SourceRegistry;
  readonly #folders: TemporaryFolders;
  readonly #parallelism: number;
  readonly #logger: LoggerService;

  static create(options: {
    sets: BackupSets;
    sources: SourceRegistry;
    folders: TemporaryFolders;
    parallelism: number;
    logger: LoggerService;
  }): RestorePlanner {
    return new RestorePlanner(options);
  }

  private constructor(options: Parameters<typeof RestorePlanner.create>[0]) {
    this.#sets = options.sets;
    this.#sources = options.sources;
    this.#folders = options.folders;
    this.#parallelism = options.parallelism;
    this.#logger = options.logger;
  }

  /** For a person, outside of any run. */
  async plan(
    backup: StoredBackup,
    settings: RestoreSettings,
    options: { signal: AbortSignal },
  ): Promise<MadePlan> {
    const folder = await this.#folders.forRequest();
    try {
      const run = this.#createContext(folder.path, options.signal);
      const set = await this.#sets.open(backup, {
        temporaryDirectory: folder.path,
        signal: options.signal,
      });
      try {
        return await this.planWithin(run, set, backup, settings);
      } finally {
        await set.close();
      }
    } finally {
      await folder.remove();
    }
  }

  /** Within a run, with a set that is open already. */
  async planWithin(
    run: RunContext,
    set: BackupSetReader,
    backup: StoredBackup,
    settings: RestoreSettings,
  ): Promise<MadePlan> {
    const { source, instance } = this.#sources.ofInstance(settings.instance);
    const plan = await source.planRestore(run, set, this.toRequest(settings));
    if (backup.state === 'corrupted') {
      plan.blockers.push(
        `Backup '${backup.name}' is damaged; verify it again once its files are in order`,
      );
    }
    if (!instance.writable && plan.blockers.length === 0) {
      plan.blockers.push(
        `Instance '${instance.name}' is configured as not writable; restore into another one`,
      );
    }
    return { plan, token: planToken(settings, backup.checksum, plan) };
  }

  toRequest(settings: RestoreSettings): RestoreRequest {
    return {
      instance: settings.instance,
      selection: settings.selection as JsonValue | undefined,
      rename: settings.rename,
      timeRange: settings.timeRange,
      conflict: settings.conflict,
      options: settings.options,
      batchSize: settings.batchSize,
      parallelism: this.#parallelism,
    };
  }

  /** Planning writes nothing, so its context keeps nothing. */
  #createContext(temporaryDirectory: string, signal: AbortSignal): RunContext {
    return {
      signal,
      attempt: 'plan',
      temporaryDirectory,
      reporter: {
        log: (level, message) => this.#logger[level](message),
        progress: () => {},
        advance: () => {},
      },
      journal: {
        append: async () => {
          throw new Error('A plan must not change anything');
        },
        entries: async () => [],
      },
    };
  }
}
