import { InputError, NotFoundError } from '@backstage/errors';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';

/** The name of the only target where none is configured. */
const IMPLICIT_TARGET = 'default';

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

  /** Their names, in the order of the configuration; the default one where nobody chose. Throws a NotFoundError or an InputError. */
  choose(names: readonly string[] = [this.defaultName]): string[] {
    const chosen = new Set(names);
    if (chosen.size === 0 || chosen.size < names.length) {
      throw new InputError(
        `'targets' has to name at least one storage target, and each once`,
      );
    }
    chosen.forEach(name => this.get(name));
    return [...this.#targets.keys()].filter(name => chosen.has(name));
  }

  /**
   * What somebody chose earlier, the nearest first, also where a target is not configured any more: its copy fails, the others
   * do not. Throws a NotFoundError where none of them is.
   */
  chooseAgain(names: readonly string[]): string[] {
    if (!names.some(name => this.has(name))) {
      if (names.length === 1) {
        this.get(names[0]);
      }
      throw new NotFoundError(
        `None of the storage targets ${quote(
          names,
        )} is configured any more; configured are ${quote(
          this.#targets.keys(),
        )}`,
      );
    }
    return this.inOrder(names.map(target => ({ target }))).map(
      ({ target }) => target,
    );
  }

  /** Nearest first: as they stand in the configuration, and those that are not in it any more last. */
  inOrder<T extends { target: string }>(items: readonly T[]): T[] {
    const names = [...this.#targets.keys()];
    const rank = ({ target }: T) =>
      this.#targets.has(target) ? names.indexOf(target) : names.length;
    return [...items].sort((a, b) => rank(a) - rank(b));
  }

  has(name: string): boolean {
    return this.#targets.has(name);
  }

  all(): StorageTarget[] {
    return [...this.#targets.values()];
  }

  /** Throws a NotFoundError. */
  get(name: string): StorageTarget {
    const target = this.#targets.get(name);
    if (!target) {
      throw new NotFoundError(
        `There is no storage target named '${name}'; configured are ${quote(
          this.#targets.keys(),
        )}`,
      );
    }
    return target;
  }

  /** Where a copy is that was made earlier. Throws a NotFoundError that says how to reach it where that is not configured any more. */
  ofCopy(copy: { target: string }): StorageTarget {
    const { target: name } = copy;
    const target = this.#targets.get(name);
    if (!target) {
      throw new NotFoundError(
        `There is no storage target named '${name}' any more; configured are ${quote(
          this.#targets.keys(),
        )}. To reach what is there, list it in tdengineBackup.storage.targets again, by this name${
          name === IMPLICIT_TARGET
            ? `; where no target was configured it was of type 'local', its path that of tdengineBackup.storage.path`
            : ''
        }`,
      );
    }
    return target;
  }
}

function quote(names: Iterable<string>): string {
  return Array.from(names, name => `'${name}'`).join(', ');
}
