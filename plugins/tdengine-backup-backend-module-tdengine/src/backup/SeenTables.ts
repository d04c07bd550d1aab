import { NumbersByName } from 'backstage-plugin-tdengine-backup-node';

/** What named a table, as bits. */
const NAMED_BY = { rows: 1, before: 2, after: 4 } as const;

/** One super table. */
interface SeenOf {
  /** Child tables, with what named them. */
  names: NumbersByName;
  /** Lists that are whole. */
  ended: Set<'before' | 'after'>;
}

/**
 * The child tables that lists and rows of a backup named so far, to find rows of tables that no list has.
 *
 * @internal
 */
export class SeenTables {
  readonly #superTables = new Map<string, SeenOf>();

  private constructor() {}

  static create(): SeenTables {
    return new SeenTables();
  }

  addRowsOf(database: string, superTable: string, name: string): void {
    mark(this.#seenOf(database, superTable).names, name, NAMED_BY.rows);
  }

  /** Begins a list, also again; the names of its tables are to be handed to the function. */
  startList(
    database: string,
    superTable: string,
    moment: 'before' | 'after',
  ): (name: string) => void {
    const { names, ended } = this.#seenOf(database, superTable);
    const bit = NAMED_BY[moment];
    ended.delete(moment);
    for (let index = 0; index < names.size; index++) {
      names.setAt(index, names.numberAt(index) & ~bit);
    }
    return name => mark(names, name, bit);
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
    const { names, ended } = this.#seenOf(database, superTable);
    ended.add(moment);
    if (moment === 'before' || !ended.has('before')) {
      return;
    }
    let lost = 0;
    let first = -1;
    for (let index = 0; index < names.size; index++) {
      if (names.numberAt(index) === NAMED_BY.rows) {
        first = lost++ === 0 ? index : first;
      }
    }
    if (lost > 0) {
      throw new Error(
        `${lost === 1 ? 'Table' : `${lost} tables, such as`} '${names.nameAt(
          first,
        )}' of ${database}.${superTable} came and went while the rows were read, so their tags are not known; run the backup again`,
      );
    }
  }

  #seenOf(database: string, superTable: string): SeenOf {
    const key = JSON.stringify([database, superTable]);
    const seen = this.#superTables.get(key) ?? {
      names: NumbersByName.create(),
      ended: new Set(),
    };
    this.#superTables.set(key, seen);
    return seen;
  }
}

function mark(names: NumbersByName, name: string, bit: number): void {
  const index = names.add(name, 0);
  names.setAt(index, names.numberAt(index) | bit);
}
