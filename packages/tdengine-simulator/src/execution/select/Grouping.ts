import { TDengineType } from 'tdengine-client';
import { SqlError, sqlErrors } from '../../SqlError';
import type { SelectStatement } from '../../sql/select';
import { compareCells } from '../../types/compareCells';
import { compileExpression } from '../expressions/compileExpression';
import type { Compiled, RowContext, Scope } from '../expressions/Compiled';
import type { Accumulator } from './accumulators';
import { AggregateSlots } from './AggregateSlots';
import type { Conditions } from './conditions';
import { identityOf } from './distinct';
import { allRows, matchingRows } from './plainRows';
import type { Relation, Segment } from './Relation';
import { windowColumn } from './scopes';
import { windowsOf, type TimeWindow } from './windows';

/** Where there is no row at all, nothing but aggregates can be asked for. */
const NO_ROW: RowContext = {
  row: 0,
  segment: {
    from: 0,
    to: 0,
    group: 0,
    vector: () => {
      throw sqlErrors.notSingleGroup();
    },
  },
};

/** Rows with the same keys, in the same window. */
interface Group {
  /** A row of it: the one a function picked, or any. */
  context: RowContext;
  /** Number of the combination of keys, in the order they came. */
  partition: number;
  accumulators: Accumulator[];
  rows: number;
}

/** Gathers rows into groups and windows and computes their aggregates. */
export class Grouping {
  private readonly slots: AggregateSlots;
  private readonly keys: Compiled[];
  private readonly keyTexts: string[];
  private readonly windowOf?: (ticks: bigint) => TimeWindow;
  private readonly partitions = new Map<string, number>();
  private readonly groups = new Map<string, Group>();
  private hasLooseColumns = false;

  constructor(
    select: SelectStatement,
    private readonly relation: Relation,
    private readonly rowScope: Scope,
  ) {
    const by = [...select.partitionBy, ...select.groupBy];
    this.keys = by.map(expression => compileExpression(expression, rowScope));
    this.keyTexts = by.map(({ text }) => text);
    if (this.keys.some(({ type }) => type.type === TDengineType.JSON)) {
      throw new SqlError(0x072e, 'Json not support in group/partition by');
    }
    if (select.interval) {
      if (relation.key === undefined) {
        throw new SqlError(0x2674, 'Valid primary timestamp required');
      }
      const { precision } = relation;
      this.windowOf = windowsOf(select.interval, precision, rowScope.timeZone);
    }
    this.slots = new AggregateSlots(rowScope, (segment, row) =>
      this.timeAt(segment, row),
    );
  }

  /** What names mean beside aggregates: the keys of the group, and the row that the one selecting function picks. */
  scope(): Scope {
    return {
      ...this.rowScope,
      column: (name, pseudo, table) =>
        (pseudo && this.windowOf && windowColumn(name)) ||
        this.besideAggregates(name, this.rowScope.column(name, pseudo, table)),
      aggregate: (name, args) => this.slots.add(name, args),
    };
  }

  /** Refuses columns that are neither grouped by nor picked by the one function there is; once all is compiled. */
  checkColumns(): void {
    if (this.hasLooseColumns && !this.slots.picksOneRow) {
      throw this.keys.length > 0
        ? sqlErrors.groupByLacks()
        : sqlErrors.notSingleGroup();
    }
  }

  /** Reads the relation and gives one context a group, its aggregates in slots. */
  run(conditions: Conditions): RowContext[] {
    const withEmpty =
      this.slots.countsNothing && this.isByTable && !this.windowOf;
    for (const segment of this.relation.scan(conditions.bounds, withEmpty)) {
      if (conditions.matchesTable(segment)) {
        const rows = matchingRows(segment, conditions) ?? allRows(segment);
        if (rows.length > 0 || withEmpty) {
          this.addSegment(segment, rows);
        }
      }
    }
    const isWhole = this.keys.length === 0 && !this.windowOf;
    if (isWhole && this.groups.size === 0 && this.slots.countsNothing) {
      return [{ ...NO_ROW, slots: this.slots.emptyResults() }];
    }
    return [...this.groups.values()]
      .filter(group => this.hasResult(group))
      .sort(byPartitionAndWindow)
      .map(({ context, accumulators }) => ({
        ...context,
        slots: accumulators.map(accumulator => accumulator.result()),
      }));
  }

  private besideAggregates(name: string, column: Compiled): Compiled {
    const isKey = this.keyTexts.includes(name);
    const isOfTable =
      column.dependency === 'table' && this.keyTexts.includes('tbname');
    this.hasLooseColumns ||= !isKey && !isOfTable;
    return column;
  }

  /** Whether all rows of a table are in the same group. */
  private get isByTable(): boolean {
    return this.keys.every(({ dependency }) => dependency !== 'row');
  }

  /** A group all of whose functions found nothing to pick is left out, as long as nothing is counted. */
  private hasResult({ accumulators, rows }: Group): boolean {
    if (this.slots.countsNothing || this.slots.isEmpty) {
      return true;
    }
    return (
      rows > 0 &&
      (!this.slots.onlySelects ||
        accumulators.some(accumulator => accumulator.found()))
    );
  }

  private addSegment(segment: Segment, rows: Int32Array): void {
    if (this.isByTable && !this.windowOf) {
      this.addRows({ segment, row: segment.from }, rows);
      return;
    }
    let from = 0;
    while (from < rows.length) {
      const window = this.windowOf?.(this.timeAt(segment, rows[from]));
      const to =
        this.isByTable && window
          ? this.endOfWindow(segment, rows, from, window)
          : from + 1;
      const context = { segment, row: rows[from], window };
      this.addRows(context, rows.subarray(from, to));
      from = to;
    }
  }

  private endOfWindow(
    segment: Segment,
    rows: Int32Array,
    from: number,
    { start, end }: TimeWindow,
  ): number {
    let to = from + 1;
    while (to < rows.length) {
      const time = this.timeAt(segment, rows[to]);
      if (time < start || time >= end) {
        break;
      }
      to++;
    }
    return to;
  }

  private timeAt(segment: Segment, row: number): bigint {
    return this.relation.key === undefined
      ? BigInt(row)
      : (segment.vector(this.relation.key).cell(row) as bigint);
  }

  private addRows(context: RowContext, rows: Int32Array): void {
    const group = this.groupOf(context);
    const { segment } = context;
    group.rows += rows.length;
    const picked = this.slots.accumulate(group.accumulators, segment, rows);
    if (picked !== undefined) {
      group.context = { ...group.context, segment, row: picked };
    }
  }

  private groupOf(context: RowContext): Group {
    const keys = identityOf(this.keys.map(key => key.evaluate(context)));
    const id = `${keys}${context.window?.start}`;
    let group = this.groups.get(id);
    if (!group) {
      const partition = this.partitions.get(keys) ?? this.partitions.size;
      this.partitions.set(keys, partition);
      const accumulators = this.slots.createAccumulators();
      group = { context, partition, accumulators, rows: 0 };
      this.groups.set(id, group);
    }
    return group;
  }
}

function byPartitionAndWindow(left: Group, right: Group): number {
  return (
    left.partition - right.partition ||
    compareCells(left.context.window?.start, right.context.window?.start)
  );
}
