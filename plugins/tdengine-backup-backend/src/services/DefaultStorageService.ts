import { ServiceUnavailableError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  BackupEstimate,
  EstimateRequest,
  StorageUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { EngineConfig } from '../config/EngineConfig';
import { SizedBackup, UsageStore } from '../database/UsageStore';
import { neededSpace } from '../runs/backup/neededSpace';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { estimateSource } from '../usage/estimateSource';
import { UsageReader } from '../usage/UsageReader';
import { chooseFormat } from './chooseFormat';
import { OverviewAccess, StorageService } from './overviewTypes';
import { toTargetUsage } from './toTargetUsage';

/** Counting a large server takes its time, but a person waits. */
const ESTIMATE_TIMEOUT_MS = 30_000;

export interface DefaultStorageServiceOptions {
  usageStore: UsageStore;
  usage: UsageReader;
  sources: SourceRegistry;
  targets: TargetRegistry;
  config: EngineConfig;
}

/** Answers what callers may ask of storage. */
export class DefaultStorageService implements StorageService {
  readonly #options: DefaultStorageServiceOptions;

  static create(options: DefaultStorageServiceOptions): DefaultStorageService {
    return new DefaultStorageService(options);
  }

  private constructor(options: DefaultStorageServiceOptions) {
    this.#options = options;
  }

  async usage(
    query: { days: number },
    access: OverviewAccess,
  ): Promise<StorageUsage> {
    const { usageStore, usage } = this.#options;
    const [targets, policies, databases] = await Promise.all([
      usage.targets(query),
      usageStore.byPolicy(access.backups),
      usageStore.byDatabase(access.backups),
    ]);
    return { targets: targets.map(toTargetUsage), policies, databases };
  }

  async estimate(
    request: EstimateRequest,
    access: OverviewAccess,
    options: { signal: AbortSignal },
  ): Promise<BackupEstimate> {
    const { sources, targets, usageStore, config } = this.#options;
    const { source } = sources.ofInstance(request.instance);
    const scope = source.parseScope(JSON.parse(JSON.stringify(request.scope)));
    const format = chooseFormat(source, config.format, request.format);
    const chosen = targets
      .choose(request.targets)
      .map(name => targets.get(name));
    const choice = { instance: request.instance, scope, format };
    const [last, free] = await Promise.all([
      usageStore.lastOfScope(choice, access.backups),
      Promise.all(chosen.map(target => target.freeSpace?.(options))),
    ]);
    const expected = last
      ? ofLast(last)
      : await this.#ofSource(choice, options.signal);
    const neededBytes = neededSpace(expected.rawBytes, {
      packed: (request.packaging ?? config.packaging) !== 'folder',
    });
    return {
      targets: chosen.map(({ name }, index) => ({
        target: name,
        ...fit(free[index], neededBytes),
      })),
      ...expected.estimate,
      neededBytes,
    };
  }

  async #ofSource(
    choice: { instance: string; scope: JsonValue; format: string },
    signal: AbortSignal,
  ) {
    const { sources, usageStore, config } = this.#options;
    const timeout = AbortSignal.timeout(ESTIMATE_TIMEOUT_MS);
    const { source } = sources.ofInstance(choice.instance);
    const [{ bytes }, ratio] = await Promise.all([
      estimateSource(
        source,
        { ...choice, compression: config.compression },
        { signal: AbortSignal.any([signal, timeout]) },
      ).catch(error => {
        throw timeout.aborted
          ? new ServiceUnavailableError(
              `Instance '${choice.instance}' did not say in time how much there is to back up`,
            )
          : error;
      }),
      usageStore.compressionOf(choice.format),
    ]);
    return {
      rawBytes: bytes,
      estimate: {
        basis: 'source' as const,
        ...(ratio !== undefined && { sizeBytes: Math.ceil(bytes * ratio) }),
      },
    };
  }
}

function fit(free: bigint | undefined, neededBytes: number) {
  return free === undefined
    ? {}
    : { freeBytes: Number(free), fits: free >= BigInt(neededBytes) };
}

function ofLast({ rawBytes, sizeBytes, ...basedOn }: SizedBackup) {
  return {
    rawBytes,
    estimate: { basis: 'lastBackup' as const, sizeBytes, basedOn },
  };
}
