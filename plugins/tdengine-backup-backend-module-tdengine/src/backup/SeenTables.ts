/**
 * The child tables that lists and rows of a backup named so far, to find rows of tables that no list has.
 *
 * @internal
 */
export class SeenTables {
  readonly #rows = new Map<string, Set<string>>();
  readonly #lists = new Map<string, Set<string>>();

  private constructor() {}

  static create(): SeenTables {
    return new SeenTables();
  }

  addRowsOf(database: string, superTable: string, name: string): void {
    const key = keyOf(database, superTable);
    const names = this.#rows.get(key) ?? new Set();
    this.#rows.set(key, names.add(name));
  }

  /** Begins a list, also again; the names are to be added to the set. */
  startList(
    database: string,
    superTable: string,
    moment: 'before' | 'after',
  ): Set<string> {
    const names = new Set<string>();
    this.#lists.set(keyOf(database, superTable, moment), names);
    return names;
  }

  /**
   * Ends a list.
   *
   * @throws Error where rows were read of tables that neither list has: created after the first and dropped before the
   * second, so that their tags are lost. Where the first list was taken by an earlier attempt that cannot be told here;
   * a restore tells it then.
   */
  endList(
    database: string,
    superTable: string,
    moment: 'before' | 'after',
  ): void {
    const before = this.#lists.get(keyOf(database, superTable, 'before'));
    const after = this.#lists.get(keyOf(database, superTable, 'after'));
    if (moment === 'before' || !before || !after) {
      return;
    }
    const rows = this.#rows.get(keyOf(database, superTable)) ?? [];
    const lost = [...rows].filter(
      name => !before.has(name) && !after.has(name),
    );
    if (lost.length > 0) {
      throw new Error(
        `${lost.length === 1 ? 'Table' : `${lost.length} tables, such as`} '${
          lost[0]
        }' of ${database}.${superTable} came and went while the rows were read, so their tags are not known; run the backup again`,
      );
    }
  }
}

function keyOf(...parts: string[]): string {
  return JSON.stringify(parts);
}
