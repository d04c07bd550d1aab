import { lowerBound } from '../../storage/lowerBound';
import type { Database } from '../../storage/Database';
import { ConstantVector } from '../../storage/ConstantVector';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import type { ColumnVector } from '../../storage/ColumnVector';
import {
  columnsOf,
  tagsOf,
  type StoredTable,
  type SuperTable,
} from '../../storage/Table';
import type { Cell } from '../../types/Cell';
import { types } from '../../types/DataType';
import { ticksPerDay } from '../../types/timestamps';
import type { Relation, RelationColumn, ScanBounds, Segment } from './Relation';

/** `tbname` is this long in results. */
export const TABLE_NAME = types.varchar(270);

/** Rows of one table within the bounds, and how far a scan has come with them. */
interface Cursor {
  keys: BigInt64Array;
  position: number;
  end: number;
  vector(column: number): ColumnVector;
}

/** The rows of a table or of all children of a super table. */
export class StoredRelation implements Relation {
  readonly columns: RelationColumn[];
  readonly key = 1;
  readonly hasTableName = true;
  readonly star: number[];
  readonly system = false;
  private readonly definitions: ColumnDefinition[];
  private readonly tags: ColumnDefinition[];

  constructor(
    private readonly database: Database,
    private readonly source: StoredTable | SuperTable,
  ) {
    this.definitions = columnsOf(source);
    this.tags = tagsOf(source);
    this.columns = [
      { name: 'tbname', type: TABLE_NAME, role: 'tbname' },
      ...this.definitions.map(({ name, type }) => ({
        name,
        type,
        role: 'column' as const,
      })),
      ...this.tags.map(({ name, type }) => ({
        name,
        type,
        role: 'tag' as const,
      })),
    ];
    const starred =
      source.kind === 'super'
        ? this.columns.length
        : this.definitions.length + 1;
    this.star = Array.from({ length: starred - 1 }, (_, index) => index + 1);
  }

  get precision() {
    return this.database.precision;
  }

  /**
   * Gives tables vgroup by vgroup and, within one, time span by time span: the files of a vgroup hold a span of all its
   * tables each, so a table with rows in several spans comes up several times.
   */
  scan(bounds: ScanBounds, withEmpty: boolean): Iterable<Segment> {
    const vgroups = this.byVgroup(bounds).map(tables =>
      tables.map(table => this.open(table, bounds)),
    );
    return this.walk(vgroups, withEmpty);
  }

  private *walk(vgroups: Cursor[][], withEmpty: boolean): Iterable<Segment> {
    let group = 0;
    for (const cursors of vgroups) {
      for (const cursor of cursors) {
        if (withEmpty && cursor.position === cursor.end) {
          yield segment(cursor, cursor.end, group);
        }
      }
      let open = cursors.filter(({ position, end }) => position < end);
      while (open.length > 0) {
        yield* this.scanSpan(open, group);
        group++;
        open = open.filter(({ position, end }) => position < end);
      }
    }
  }

  *tables(bounds: ScanBounds): Iterable<Segment> {
    for (const [group, tables] of this.byVgroup(bounds).entries()) {
      for (const table of tables) {
        yield this.tableSegment(table, group);
      }
    }
  }

  /** One row with the name and tags of a table. */
  tableSegment(table: StoredTable, group = 0): Segment {
    return {
      from: 0,
      to: 1,
      group,
      vector: column => this.constant(table, column, 1),
    };
  }

  /** The table itself or the children of the super table, as far as the bounds leave them. */
  members({ tables }: ScanBounds): StoredTable[] {
    const all =
      this.source.kind === 'super'
        ? [...this.database.childrenOf(this.source)]
        : [this.source];
    return all.filter(
      (table): table is StoredTable =>
        table.kind !== 'virtual' && (!tables || tables.has(table.name)),
    );
  }

  /** Takes all cursors through the earliest span that any of them has rows in. */
  private *scanSpan(cursors: Cursor[], group: number): Iterable<Segment> {
    const width =
      (ticksPerDay(this.precision) * BigInt(this.database.options.duration)) /
      1440n;
    const spans = cursors.map(({ keys, position }) =>
      floorDivide(keys[position], width),
    );
    const earliest = spans.reduce((one, other) => (one < other ? one : other));
    const spanEnd = (earliest + 1n) * width;
    for (const [index, cursor] of cursors.entries()) {
      if (spans[index] === earliest) {
        const end = lowerBound(
          cursor.keys,
          spanEnd,
          cursor.position,
          cursor.end,
        );
        yield segment(cursor, end, group);
        cursor.position = end;
      }
    }
  }

  private byVgroup(bounds: ScanBounds): StoredTable[][] {
    const groups = new Map<number, StoredTable[]>();
    for (const table of this.members(bounds)) {
      const group = groups.get(table.vgroupId);
      if (group) {
        group.push(table);
      } else {
        groups.set(table.vgroupId, [table]);
      }
    }
    return [...groups.keys()]
      .sort((one, other) => one - other)
      .map(id => groups.get(id)!);
  }

  private open(table: StoredTable, { from, to }: ScanBounds): Cursor {
    const data = table.data.snapshot();
    const vectors: ColumnVector[] = [];
    return {
      keys: data.keys,
      position: from === undefined ? 0 : lowerBound(data.keys, from),
      end: to === undefined ? data.keys.length : lowerBound(data.keys, to),
      vector: column => {
        const definition = this.definitions[column - 1];
        vectors[column] ??= definition
          ? data.vector(definition)
          : this.constant(table, column, data.keys.length);
        return vectors[column];
      },
    };
  }

  private constant(
    table: StoredTable,
    column: number,
    rows: number,
  ): ColumnVector {
    return new ConstantVector(
      this.columns[column].type,
      this.valueOf(table, column),
      rows,
    );
  }

  private valueOf(table: StoredTable, column: number): Cell {
    if (column === 0) {
      return table.name;
    }
    const tag = this.tags[column - 1 - this.definitions.length];
    return tag && table.kind === 'child' ? table.tags.get(tag.id) : undefined;
  }
}

function segment(cursor: Cursor, to: number, group: number): Segment {
  return { from: cursor.position, to, group, vector: cursor.vector };
}

function floorDivide(value: bigint, width: bigint): bigint {
  const quotient = value / width;
  return value < 0n && quotient * width !== value ? quotient - 1n : quotient;
}
