import { ConflictError } from '@backstage/errors';

/**
 * What modules hand in of one sort, at most one of each type.
 */
export class TypedCollection<T extends { readonly type: string }> {
  readonly #noun: string;
  readonly #items = new Map<string, T>();

  /** @param noun - what an item is called in errors, such as `source` */
  static create<T extends { readonly type: string }>(
    noun: string,
  ): TypedCollection<T> {
    return new TypedCollection(noun);
  }

  private constructor(noun: string) {
    this.#noun = noun;
  }

  /** Throws a ConflictError where there is one of the same type already. */
  add(item: T): void {
    if (this.#items.has(item.type)) {
      throw new ConflictError(
        `There is a ${this.#noun} of the type '${
          item.type
        }' already; install only one module that brings it`,
      );
    }
    this.#items.set(item.type, item);
  }

  all(): T[] {
    return [...this.#items.values()];
  }
}
