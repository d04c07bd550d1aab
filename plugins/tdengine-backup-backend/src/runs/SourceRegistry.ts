import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  BackupSource,
  SourceInstance,
} from 'backstage-plugin-tdengine-backup-node';

/** The sources that modules brought, and their instances by name. */
export class SourceRegistry {
  readonly #sources: ReadonlyMap<string, BackupSource>;

  /** Throws a ConflictError where two sources have a type or two instances a name in common. */
  static create(sources: readonly BackupSource[]): SourceRegistry {
    const byType = new Map<string, BackupSource>();
    const owners = new Map<string, string>();
    for (const source of sources) {
      if (byType.has(source.type)) {
        throw new ConflictError(
          `There are two sources of type '${source.type}'`,
        );
      }
      byType.set(source.type, source);
      for (const { name } of source.instances()) {
        const owner = owners.get(name);
        if (owner !== undefined) {
          throw new ConflictError(
            `There are two instances named '${name}', of types '${owner}' and '${source.type}'; give one another name`,
          );
        }
        owners.set(name, source.type);
      }
    }
    return new SourceRegistry(byType);
  }

  private constructor(sources: ReadonlyMap<string, BackupSource>) {
    this.#sources = sources;
  }

  instances(): Array<{ source: BackupSource; instance: SourceInstance }> {
    return [...this.#sources.values()].flatMap(source =>
      source.instances().map(instance => ({ source, instance })),
    );
  }

  /** Throws a NotFoundError. */
  ofInstance(name: string): { source: BackupSource; instance: SourceInstance } {
    const all = this.instances();
    const found = all.find(({ instance }) => instance.name === name);
    if (!found) {
      throw new NotFoundError(
        `There is no instance named '${name}'; configured are ${
          all.map(({ instance }) => `'${instance.name}'`).join(', ') || 'none'
        }`,
      );
    }
    return found;
  }

  find(type: string): BackupSource | undefined {
    return this.#sources.get(type);
  }

  /** Throws a NotFoundError. */
  ofType(type: string): BackupSource {
    const source = this.find(type);
    if (!source) {
      throw new NotFoundError(
        `No module for sources of type '${type}' is installed`,
      );
    }
    return source;
  }
}
