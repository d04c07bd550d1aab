import {
  Instance,
  InstanceObject,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';
import {
  BackupSource,
  describeError,
  SourceInstance,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { InstanceService } from './types';

/** Answers what callers may ask of the configured servers and targets. */
export class DefaultInstanceService implements InstanceService {
  readonly #sources: SourceRegistry;
  readonly #targets: TargetRegistry;

  static create(options: {
    sources: SourceRegistry;
    targets: TargetRegistry;
  }): DefaultInstanceService {
    return new DefaultInstanceService(options.sources, options.targets);
  }

  private constructor(sources: SourceRegistry, targets: TargetRegistry) {
    this.#sources = sources;
    this.#targets = targets;
  }

  async list(): Promise<Instance[]> {
    return this.#sources
      .instances()
      .map(({ source, instance }) => toInstance(source, instance));
  }

  async get(name: string, options: { signal: AbortSignal }): Promise<Instance> {
    const { source, instance } = this.#sources.ofInstance(name);
    return {
      ...toInstance(source, instance),
      status: await this.#status(source, name, options.signal),
    };
  }

  async listObjects(
    name: string,
    options: { database?: string; signal: AbortSignal },
  ): Promise<InstanceObject[]> {
    const { source } = this.#sources.ofInstance(name);
    return source.listObjects(name, options);
  }

  async listTargets(options: {
    signal: AbortSignal;
  }): Promise<StorageTargetInfo[]> {
    return Promise.all(
      this.#targets.all().map(async target => ({
        name: target.name,
        type: target.type,
        location: target.location,
        isDefault: target.name === this.#targets.defaultName,
        ...(await freeSpace(target, options.signal)),
      })),
    );
  }

  async #status(
    source: BackupSource,
    name: string,
    signal: AbortSignal,
  ): Promise<Instance['status']> {
    try {
      return await source.checkInstance(name, { signal });
    } catch (error) {
      signal.throwIfAborted();
      return { reachable: false, error: describeError(error) };
    }
  }
}

function toInstance(source: BackupSource, instance: SourceInstance): Instance {
  return { ...instance, formats: [...source.formats] };
}

async function freeSpace(
  target: StorageTarget,
  signal: AbortSignal,
): Promise<{ freeBytes?: number; error?: string }> {
  try {
    const free = await target.freeSpace?.({ signal });
    return { freeBytes: free === undefined ? undefined : Number(free) };
  } catch (error) {
    signal.throwIfAborted();
    return { error: describeError(error) };
  }
}
