import type { Expression } from '../../sql/Expression';
import type { SelectStatement } from '../../sql/select';
import { sqlErrors, SqlError } from '../../SqlError';
import { types } from '../../types/DataType';
import { TDengineType } from 'tdengine-client';
import { compileExpression } from '../expressions/compileExpression';
import type { Compiled, RowContext, Scope } from '../expressions/Compiled';
import {
  buildAggregate,
  isAggregate,
  type Accumulator,
  type Aggregate,
} from './aggregates';
import type { Conditions } from './conditions';
import { identityOf } from './distinct';
import { allRows, matchingRows } from './plainRows';
import type { Relation, Segment } from './Relation';
import { refuseCall, windowColumn } from './scopes';
import { windowsOf, type TimeWindow } from './windows';

/** An aggregate call of the select list, HAVING or ORDER BY, whose results are kept in a slot of their own. */
interface Slot {
  name: string;
  operand: Compiled;
  aggregate: Aggregate;
}

interface Group {
  context: RowContext;
  accumulators: Accumulator[];
  rows: number;
}

/** Gathers rows into groups and windows and computes their aggregates. */
export class Grouping {
  private readonly slots: Slot[] = [];
  private readonly keys: Compiled[];
  private readonly keyTexts: string[];
  private hasLooseColumns = false;
  private readonly groups = new Map<string, Group>();
  private readonly windowOf?: (ticks: bigint) => TimeWindow;

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
      this.windowOf = windowsOf(
        select.interval,
        relation.precision,
        rowScope.timeZone,
      );
    }
  }

  /** What names mean beside aggregates: the keys of the group, and the row that the one selecting function picks. */
  scope(): Scope {
    return {
      ...this.rowScope,
      column: (name, pseudo, table) =>
        (pseudo && this.windowOf && windowColumn(name)) ||
        this.besideAggregates(name, this.rowScope.column(name, pseudo, table)),
      aggregate: (name, args, text) =>
        this.addSlot(name, args as Expression[], text),
    };
  }

  private besideAggregates(name: string, column: Compiled): Compiled {
    const isKey = this.keyTexts.includes(name);
    const isOfTable =
      column.dependency === 'table' && this.keyTexts.includes('tbname');
    if (isKey || isOfTable) {
      return column;
    }
    this.hasLooseColumns = true;
    return column;
  }

  /** Refuses columns that are neither grouped by nor picked by the one function there is; once all is compiled. */
  checkColumns(): void {
    if (!this.hasLooseColumns) {
      return;
    }
    const selectors = this.slots.filter(({ aggregate }) => aggregate.selects);
    if (selectors.length !== 1 || this.slots.length !== 1) {
      throw this.keys.length > 0
        ? sqlErrors.groupByLacks()
        : sqlErrors.notSingleGroup();
    }
  }

  private addSlot(name: string, args: Expression[], text: string): Compiled {
    if (!isAggregate(name)) {
      throw refuseCall(name);
    }
    if (args.length !== 1) {
      throw args.length === 0
        ? sqlErrors.syntax(text.slice(text.indexOf(')')))
        : sqlErrors.badParameterCount(name);
    }
    const operand = this.compileOperand(args[0]);
    const aggregate = buildAggregate(name, operand.type);
    const index = this.slots.push({ name, operand, aggregate }) - 1;
    return {
      type: aggregate.type,
      dependency: 'row',
      evaluate: ({ slots }) => slots?.[index],
    };
  }

  private compileOperand(arg: Expression): Compiled {
    if (arg.kind === 'star') {
      return { type: types.bool, dependency: 'nothing', evaluate: () => true };
    }
    return compileExpression(arg, {
      ...this.rowScope,
      aggregate: name => {
        throw isAggregate(name)
          ? new SqlError(0x2627, 'Aggregate functions do not support nesting')
          : refuseCall(name);
      },
    });
  }

  /** Reads the relation and gives one context a group, its aggregates in slots. */
  run(conditions: Conditions): RowContext[] {
    const counts = this.slots.some(({ aggregate }) => aggregate.countsNothing);
    const keysOfTable = this.keys.every(
      ({ dependency }) => dependency !== 'row',
    );
    const withEmpty = counts && keysOfTable && !this.windowOf;
    for (const segment of this.relation.scan(conditions.bounds, withEmpty)) {
      if (conditions.matchesTable(segment)) {
        this.addSegment(segment, conditions, keysOfTable, withEmpty);
      }
    }
    if (
      this.groups.size === 0 &&
      counts &&
      this.keys.length === 0 &&
      !this.windowOf
    ) {
      return [this.emptyContext()];
    }
    return [...this.groups.values()]
      .filter(group => this.hasResult(group, counts))
      .map(group => this.finish(group));
  }

  /** A group all of whose functions found nothing to pick is left out, as long as nothing is counted. */
  private hasResult({ accumulators, rows }: Group, counts: boolean): boolean {
    if (counts || this.slots.length === 0) {
      return true;
    }
    return (
      rows > 0 &&
      (this.slots.some(({ aggregate }) => !aggregate.selects) ||
        accumulators.some(accumulator => accumulator.found()))
    );
  }

  private addSegment(
    segment: Segment,
    conditions: Conditions,
    keysOfTable: boolean,
    withEmpty: boolean,
  ): void {
    const rows = matchingRows(segment, conditions) ?? allRows(segment);
    if (rows.length === 0 && !withEmpty) {
      return;
    }
    if (keysOfTable && !this.windowOf) {
      this.addRows(this.group({ segment, row: segment.from }), segment, rows);
      return;
    }
    let from = 0;
    while (from < rows.length) {
      const context: RowContext = { segment, row: rows[from] };
      const window = this.windowOf?.(this.timeAt(segment, rows[from]));
      const to = keysOfTable
        ? this.endOfWindow(segment, rows, from, window!)
        : from + 1;
      this.addRows(
        this.group({ ...context, window }),
        segment,
        rows.subarray(from, to),
      );
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

  private group(context: RowContext): Group {
    const id = identityOf([
      ...this.keys.map(key => key.evaluate(context)),
      context.window?.start,
    ]);
    let group = this.groups.get(id);
    if (!group) {
      group = {
        context: { ...context },
        accumulators: this.slots.map(({ aggregate }) => aggregate.create()),
        rows: 0,
      };
      this.groups.set(id, group);
    }
    return group;
  }

  private addRows(group: Group, segment: Segment, rows: Int32Array): void {
    group.rows += rows.length;
    this.slots.forEach((slot, index) => {
      const picked = this.addToSlot(
        slot,
        group.accumulators[index],
        segment,
        rows,
      );
      if (picked !== undefined) {
        group.context = { ...group.context, segment, row: picked };
      }
    });
  }

  /** @returns the row the function picks, if it picks one of these */
  private addToSlot(
    { operand, aggregate }: Slot,
    accumulator: Accumulator,
    segment: Segment,
    rows: Int32Array,
  ): number | undefined {
    if (operand.dependency === 'nothing' && accumulator.addMany) {
      accumulator.addMany(rows.length);
      return undefined;
    }
    const vector =
      operand.column === undefined ? undefined : segment.vector(operand.column);
    const context: RowContext = { segment, row: 0 };
    const { search } = aggregate;
    let picked: number | undefined;
    for (let step = 0; step < rows.length; step++) {
      const row = rows[search?.backwards ? rows.length - 1 - step : step];
      context.row = row;
      const cell = vector ? vector.cell(row) : operand.evaluate(context);
      const time = search ? this.timeAt(segment, row) : 0n;
      if (accumulator.add(cell, time)) {
        picked = row;
      }
      if (search?.endsWith(cell)) {
        break;
      }
    }
    return picked;
  }

  private finish(group: Group): RowContext {
    return {
      ...group.context,
      slots: group.accumulators.map(accumulator => accumulator.result()),
    };
  }

  private emptyContext(): RowContext {
    return {
      row: 0,
      segment: {
        from: 0,
        to: 0,
        group: 0,
        vector: () => {
          throw sqlErrors.notSingleGroup();
        },
      },
      slots: this.slots.map(({ aggregate }) => aggregate.create().result()),
    };
  }
}
