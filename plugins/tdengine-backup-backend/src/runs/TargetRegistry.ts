import { NotFoundError } from '@backstage/errors';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';

/** The configured storage targets by name. */
export class TargetRegistry {
  readonly #targets: ReadonlyMap<string, StorageTarget>;
  readonly defaultName: string;

  static create(options: {
    targets: ReadonlyMap<string, StorageTarget>;
    defaultTarget: string;
  }): TargetRegistry {
    return new TargetRegistry(options.targets, options.defaultTarget);
  }

  private constructor(
    targets: ReadonlyMap<string, StorageTarget>,
    defaultName: string,
  ) {
    this.#targets = targets;
    this.defaultName = defaultName;
  }

  all(): StorageTarget[] {
    return [...this.#targets.values()];
  }

  /** Throws a NotFoundError. */
  get(name: string): StorageTarget {
    const target = this.#targets.get(name);
    if (!target) {
      throw new NotFoundError(
        `There is no storage target named '${name}'; configured are ${[
          ...this.#targets.keys(),
        ]
          .map(known => `'${known}'`)
          .join(', ')}`,
      );
    }
    return target;
  }
}
