import { JsonValue } from '@backstage/types';
import { UnprotectedDatabase } from 'backstage-plugin-tdengine-backup-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  untilAborted,
  describeError,
} from 'backstage-plugin-tdengine-backup-node';
import { OverviewStore } from '../database/OverviewStore';
import { SourceRegistry } from '../runs/SourceRegistry';

const TIMEOUT_MS = 3_000;
const KEPT_MS = 60_000;
/** One that did not answer is asked again sooner, but not by every page that is opened. */
const KEPT_FAILED_MS = 15_000;

/** The databases of an instance; absent where it does not answer. */
type Databases = readonly string[] | undefined;

/** Compares what the instances hold with what enabled policies protect. */
export class ProtectionReader {
  readonly #overview: Pick<OverviewStore, 'enabledScopes'>;
  readonly #sources: SourceRegistry;
  readonly #logger: LoggerService;
  readonly #kept = new Map<
    string,
    { databases: Promise<Databases>; until: number }
  >();

  static create(options: {
    overview: Pick<OverviewStore, 'enabledScopes'>;
    sources: SourceRegistry;
    logger: LoggerService;
  }): ProtectionReader {
    return new ProtectionReader(options);
  }

  private constructor(options: Parameters<typeof ProtectionReader.create>[0]) {
    this.#overview = options.overview;
    this.#sources = options.sources;
    this.#logger = options.logger;
  }

  /** One of which tables are chosen counts as protected: somebody decided about it. */
  async read(): Promise<{
    unprotected: UnprotectedDatabase[];
    unreachable: string[];
  }> {
    const instances = this.#sources.instances();
    const [scopes, ...held] = await Promise.all([
      this.#overview.enabledScopes(),
      ...instances.map(({ instance }) => this.#databases(instance.name)),
    ]);
    const unprotected: UnprotectedDatabase[] = [];
    const unreachable: string[] = [];
    instances.forEach(({ source, instance: { name: instance } }, index) => {
      const databases = held[index];
      if (databases === undefined) {
        unreachable.push(instance);
        return;
      }
      const covered = new Set<string>();
      for (const scope of scopes) {
        if (scope.instance === instance && scope.sourceType === source.type) {
          const coverage = source.coverage(scope.scope as JsonValue, databases);
          [...coverage.keys()].forEach(name => covered.add(name));
        }
      }
      unprotected.push(
        ...databases
          .filter(name => !covered.has(name))
          .map(database => ({ instance, database })),
      );
    });
    return { unprotected, unreachable };
  }

  #databases(instance: string): Promise<Databases> {
    const kept = this.#kept.get(instance);
    if (kept && kept.until > Date.now()) {
      return kept.databases;
    }
    const entry = {
      databases: this.#ask(instance),
      until: Date.now() + KEPT_MS,
    };
    this.#kept.set(instance, entry);
    entry.databases.then(databases => {
      if (databases === undefined) {
        entry.until = Date.now() + KEPT_FAILED_MS;
      }
    });
    return entry.databases;
  }

  async #ask(instance: string): Promise<Databases> {
    try {
      const { source } = this.#sources.ofInstance(instance);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const objects = await untilAborted(
        source.listObjects(instance, { signal }),
        signal,
      );
      return objects.map(({ database }) => database).sort();
    } catch (error) {
      this.#logger.debug(
        `Instance '${instance}' did not say what it holds: ${describeError(
          error,
        )}`,
      );
      return undefined;
    }
  }
}
