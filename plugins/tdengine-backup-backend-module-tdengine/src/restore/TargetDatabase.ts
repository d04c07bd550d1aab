import {
  NumbersByName,
  RestorePlanExisting,
} from 'backstage-plugin-tdengine-backup-node';
import { quoteString, TDengineClient } from 'tdengine-client';
import { textOf } from '../catalog/queryRecords';
import { readColumns } from '../catalog/readColumns';
import { DatabaseInfo, findDatabase } from '../catalog/readDatabases';
import { readTableIndex } from '../catalog/readTableIndex';
import { TableIndex } from '../catalog/TableIndex';
import { TableShape } from './compareTables';
import { countRowsOf } from './countRowsOf';
import { readExistingDatabase, readExistingSuperTable } from './readExisting';
import { readTopics } from './readTopics';

/**
 * What kind of table has a name.
 *
 * @internal
 */
export type TableKind =
  | 'superTable'
  | 'normalTable'
  | 'virtualTable'
  | 'childTable';

/**
 * Whose the child tables of a database are.
 *
 * @internal
 */
export interface ChildTableOwners {
  /** The super table of a child table; `undefined` where there is no child table of that name. */
  ownerOf(name: string): string | undefined;
}

/**
 * A database at the target, as far as a plan needs to know it.
 *
 * @internal
 */
export class TargetDatabase {
  readonly info: DatabaseInfo;
  readonly #client: TDengineClient;
  readonly #index: TableIndex;
  readonly #signal: AbortSignal;
  readonly #kinds = new Map<string, TableKind>();
  #children: Promise<ChildTableOwners> | undefined;

  private constructor(
    client: TDengineClient,
    info: DatabaseInfo,
    index: TableIndex,
    signal: AbortSignal,
  ) {
    this.info = info;
    this.#client = client;
    this.#index = index;
    this.#signal = signal;
    index.superTables.forEach(({ name }) =>
      this.#kinds.set(name, 'superTable'),
    );
    index.normalTables.forEach(({ name }) =>
      this.#kinds.set(name, 'normalTable'),
    );
    index.virtualTables.forEach(({ name }) =>
      this.#kinds.set(name, 'virtualTable'),
    );
  }

  /** `undefined` where there is none of that name. */
  static async find(
    client: TDengineClient,
    name: string,
    options: { signal: AbortSignal },
  ): Promise<TargetDatabase | undefined> {
    const info = await findDatabase(client, name, options);
    return (
      info &&
      new TargetDatabase(
        client,
        info,
        await readTableIndex(client, name, options),
        options.signal,
      )
    );
  }

  /** Whether there is no table in it, super tables included. */
  async isEmpty(): Promise<boolean> {
    return this.#kinds.size === 0 && (await this.countTables()) === 0;
  }

  /** Child, normal and virtual tables; the number in `ins_databases` lags behind. */
  async countTables(): Promise<number> {
    const { rows } = await this.#client.query(
      `SELECT COUNT(*) FROM information_schema.ins_tables WHERE db_name = ${quoteString(
        this.info.name,
      )}`,
      { signal: this.#signal },
    );
    return Number(rows[0]?.[0] ?? 0);
  }

  /** What has that name; child tables too. */
  async kindOf(name: string): Promise<TableKind | undefined> {
    const other = this.kindOfOther(name);
    if (other !== undefined) {
      return other;
    }
    const children = await this.childTables();
    return children.ownerOf(name) === undefined ? undefined : 'childTable';
  }

  /** What that is no child table has that name. */
  kindOfOther(name: string): TableKind | undefined {
    return this.#kinds.get(name);
  }

  /** Child tables with their super tables; read when first asked for. */
  childTables(): Promise<ChildTableOwners> {
    this.#children ??= this.#readChildren();
    return this.#children;
  }

  async shapeOf(table: string): Promise<TableShape> {
    return readColumns(this.#client, this.info.name, table, {
      signal: this.#signal,
    });
  }

  isVirtualSuperTable(name: string): boolean {
    return this.#index.superTables.some(
      table => table.name === name && table.virtual,
    );
  }

  async countRows(table: string): Promise<number> {
    return countRowsOf(this.#client, this.info.name, table, undefined, {
      signal: this.#signal,
    });
  }

  /** What would be removed with it. */
  async existing(): Promise<RestorePlanExisting> {
    return readExistingDatabase(this.#client, this.info.name, this.#index, {
      signal: this.#signal,
    });
  }

  /** What would be removed with a super table, or with chosen child tables of it. */
  async existingOf(
    superTable: string,
    only: readonly string[] | undefined,
  ): Promise<RestorePlanExisting> {
    const table = {
      database: this.info.name,
      name: superTable,
      virtual: this.isVirtualSuperTable(superTable),
    };
    return readExistingSuperTable(this.#client, table, only, {
      signal: this.#signal,
    });
  }

  /** Topics that keep the database from being dropped. */
  async topics(): Promise<string[]> {
    return readTopics(this.#client, this.info.name, { signal: this.#signal });
  }

  async #readChildren(): Promise<ChildTableOwners> {
    const owners = NumbersByName.create();
    const children = NumbersByName.create();
    const { blocks } = await this.#client.scan(
      `SELECT table_name, stable_name FROM information_schema.ins_tables WHERE db_name = ${quoteString(
        this.info.name,
      )} AND type = 'CHILD_TABLE'`,
      { signal: this.#signal },
    );
    for await (const { rows, columns } of blocks) {
      const [names, superTables] = columns;
      for (let row = 0; row < rows; row++) {
        children.set(
          textOf(names.value(row))!,
          owners.add(textOf(superTables.value(row))!, 1),
        );
      }
    }
    return {
      ownerOf: name => {
        const owner = children.get(name);
        return owner === undefined ? undefined : owners.nameAt(owner);
      },
    };
  }
}
