import { SqlError, sqlErrors } from '../SqlError';
import { nowTicks, ticksPerSecond } from '../types/timestamps';
import type { DatabaseOptions } from './DatabaseOptions';
import type { ChildTable, SuperTable, Table, VirtualTable } from './Table';

/** Highest time a row may have, in ticks: the year 2970, and for nanoseconds what 64 bits hold (2262). */
const LATEST = {
  ms: 31_556_995_200_000n,
  us: 31_556_995_200_000_000n,
  ns: 9_214_646_400_000_000_000n,
};

/** One database: its options and everything in it. */
export class Database {
  readonly superTables = new Map<string, SuperTable>();
  readonly tables = new Map<string, Table>();
  private readonly versions = new Map<number, number>();
  private readonly members = new Map<
    SuperTable,
    Set<ChildTable | VirtualTable>
  >();

  constructor(
    readonly name: string,
    readonly options: DatabaseOptions,
    readonly createTime: number,
    readonly vgroupIds: readonly number[],
  ) {}

  get precision() {
    return this.options.precision;
  }

  addSuperTable(superTable: SuperTable): void {
    if (this.superTables.has(superTable.name)) {
      throw new SqlError(0x0360, 'STable already exists');
    }
    if (this.tables.has(superTable.name)) {
      throw sqlErrors.tableExists();
    }
    if (this.options.single_stable && this.superTables.size > 0) {
      throw new SqlError(0x03c5, 'Database is single stable mode');
    }
    this.superTables.set(superTable.name, superTable);
    this.members.set(superTable, new Set());
  }

  addTable(table: Table): void {
    if (this.tables.has(table.name) || this.superTables.has(table.name)) {
      throw sqlErrors.tableExists();
    }
    this.tables.set(table.name, table);
    if (table.kind !== 'normal' && table.superTable) {
      this.members.get(table.superTable)!.add(table);
    }
  }

  /** A table or super table. */
  find(name: string): Table | SuperTable | undefined {
    return this.tables.get(name) ?? this.superTables.get(name);
  }

  childrenOf(superTable: SuperTable): Iterable<ChildTable | VirtualTable> {
    return this.members.get(superTable) ?? [];
  }

  removeTable(table: Table): void {
    this.tables.delete(table.name);
    if (table.kind !== 'normal' && table.superTable) {
      this.members.get(table.superTable)?.delete(table);
    }
  }

  removeSuperTable(superTable: SuperTable): void {
    for (const table of this.childrenOf(superTable)) {
      this.tables.delete(table.name);
    }
    this.members.delete(superTable);
    this.superTables.delete(superTable.name);
  }

  /** How many writes a vgroup has taken. */
  versionOf(vgroupId: number): number {
    return this.versions.get(vgroupId) ?? 0;
  }

  /** Counts a write to a vgroup. */
  countWrite(vgroupId: number): void {
    this.versions.set(vgroupId, this.versionOf(vgroupId) + 1);
  }

  /** The vgroup a table of this name lives in; the spread is even, not the one a real cluster would choose. */
  vgroupOf(tableName: string): number {
    let hash = 0x811c9dc5;
    for (const byte of Buffer.from(`${this.name}.${tableName}`, 'utf8')) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
    return this.vgroupIds[hash % this.vgroupIds.length];
  }

  /** Refuses times that are older than the database keeps, or too far ahead. */
  requireInKeep(keys: BigInt64Array): void {
    const oldest =
      nowTicks(this.precision) -
      BigInt(this.options.keep[2]) * 60n * ticksPerSecond(this.precision);
    const latest = LATEST[this.precision];
    for (const key of keys) {
      if (key < oldest || key > latest) {
        throw sqlErrors.outOfKeep();
      }
    }
  }
}
