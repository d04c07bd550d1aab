import { sqlErrors } from '../../SqlError';
import type { Catalog } from '../../storage/Catalog';
import { CellVector } from '../../storage/CellVector';
import { ConstantVector } from '../../storage/ConstantVector';
import type { ColumnVector } from '../../storage/ColumnVector';
import type { Database } from '../../storage/Database';
import { lowerBound } from '../../storage/lowerBound';
import {
  columnsOf,
  tagsOf,
  type ColumnReference,
  type SuperTable,
  type VirtualTable,
} from '../../storage/Table';
import type { TableSnapshot } from '../../storage/TableData';
import type { Cell } from '../../types/Cell';
import type { Relation, RelationColumn, ScanBounds, Segment } from './Relation';
import { TABLE_NAME } from './StoredRelation';

/** A referenced column: its times, its values and which of the table's rows there are. */
interface Origin {
  snapshot: TableSnapshot;
  vector: ColumnVector;
}

/**
 * The rows of virtual tables: one for every time that any of the tables referred to has, with the values those have then.
 */
export class VirtualRelation implements Relation {
  readonly key = 1;
  readonly hasTableName = true;
  readonly system = false;

  private constructor(
    private readonly catalog: Catalog,
    private readonly database: Database,
    private readonly members: VirtualTable[],
    readonly columns: RelationColumn[],
    readonly star: number[],
  ) {}

  static create(
    catalog: Catalog,
    database: Database,
    source: VirtualTable | SuperTable,
  ): VirtualRelation {
    const columns = columnsOf(source).map(({ name, type }) => ({
      name,
      type,
      role: 'column' as const,
    }));
    const tags = tagsOf(source).map(({ name, type }) => ({
      name,
      type,
      role: 'tag' as const,
    }));
    const members =
      source.kind === 'virtual'
        ? [source]
        : [...database.childrenOf(source)].filter(
            table => table.kind === 'virtual',
          );
    const starred =
      columns.length + (source.kind === 'super' ? tags.length : 0);
    return new VirtualRelation(
      catalog,
      database,
      members,
      [
        { name: 'tbname', type: TABLE_NAME, role: 'tbname' },
        ...columns,
        ...tags,
      ],
      Array.from({ length: starred }, (_, index) => index + 1),
    );
  }

  get precision() {
    return this.database.precision;
  }

  /** Tables without rows are left out of groups too. */
  scan(bounds: ScanBounds): Iterable<Segment> {
    const segments: Segment[] = [];
    for (const [group, table] of this.members.entries()) {
      if (!bounds.tables || bounds.tables.has(table.name)) {
        const segment = this.read(table, bounds, group);
        if (segment.to > 0) {
          segments.push(segment);
        }
      }
    }
    return segments;
  }

  /**
   * As many rows as there are tables, but all with the name and tags of the first: that is what TDengine 3.3.7 answers to
   * `SELECT TAGS` of a virtual super table. `ins_tags` has the right ones.
   */
  *tables(): Iterable<Segment> {
    const [first] = this.members;
    for (const group of this.members.keys()) {
      yield {
        from: 0,
        to: 1,
        group,
        vector: column => this.constant(first, column, 1),
      };
    }
  }

  private read(
    table: VirtualTable,
    bounds: ScanBounds,
    group: number,
  ): Segment {
    const definitions = columnsOf(table);
    const origins = definitions.map(({ id }) => {
      const reference = table.references.get(id);
      return reference && this.origin(reference);
    });
    const times = joinTimes(origins, bounds);
    const vectors: ColumnVector[] = [];
    return {
      from: 0,
      to: times.length,
      group,
      vector: column => {
        vectors[column] ??=
          column > 0 && column <= definitions.length
            ? new CellVector(
                definitions[column - 1].type,
                column === 1
                  ? Array.from(times)
                  : valuesAt(times, origins[column - 1]),
              )
            : this.constant(table, column, times.length);
        return vectors[column];
      },
    };
  }

  private origin({ database, table, column }: ColumnReference): Origin {
    const source = this.catalog.databases.get(database)?.tables.get(table);
    if (!source || source.kind === 'virtual') {
      throw sqlErrors.noSuchTable();
    }
    const definition = columnsOf(source).find(({ name }) => name === column);
    if (!definition) {
      throw sqlErrors.noSuchColumn(column);
    }
    const snapshot = source.data.snapshot();
    return { snapshot, vector: snapshot.vector(definition) };
  }

  private constant(
    table: VirtualTable,
    column: number,
    rows: number,
  ): ColumnVector {
    const tag = tagsOf(table)[column - 1 - columnsOf(table).length];
    const value = column === 0 ? table.name : tag && table.tags.get(tag.id);
    return new ConstantVector(this.columns[column].type, value, rows);
  }
}

function joinTimes(
  origins: Array<Origin | undefined>,
  { from, to }: ScanBounds,
): BigInt64Array {
  const times = new Set<bigint>();
  const tables = new Set(
    origins.flatMap(origin => (origin ? [origin.snapshot.keys] : [])),
  );
  for (const keys of tables) {
    const first = from === undefined ? 0 : lowerBound(keys, from);
    const last = to === undefined ? keys.length : lowerBound(keys, to);
    for (let row = first; row < last; row++) {
      times.add(keys[row]);
    }
  }
  return BigInt64Array.from(times).sort();
}

function valuesAt(times: BigInt64Array, origin: Origin | undefined): Cell[] {
  return Array.from(times, time => {
    if (!origin) {
      return undefined;
    }
    const { keys } = origin.snapshot;
    const row = lowerBound(keys, time);
    return keys[row] === time ? origin.vector.cell(row) : undefined;
  });
}
