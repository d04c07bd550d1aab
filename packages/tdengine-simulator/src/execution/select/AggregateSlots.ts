import { SqlError, sqlErrors } from '../../SqlError';
import type { Expression } from '../../sql/Expression';
import type { Cell } from '../../types/Cell';
import { types } from '../../types/DataType';
import { compileExpression } from '../expressions/compileExpression';
import type { Compiled, RowContext, Scope } from '../expressions/Compiled';
import { buildAggregate, isAggregate, type Aggregate } from './aggregates';
import type { Accumulator } from './accumulators';
import type { Segment } from './Relation';
import { refuseCall } from './scopes';

/** An aggregate call, whose result is kept in a slot of its own. */
interface Slot {
  operand: Compiled;
  aggregate: Aggregate;
}

/** The aggregate calls of a select list, HAVING and ORDER BY. */
export class AggregateSlots {
  private readonly slots: Slot[] = [];

  constructor(
    private readonly rowScope: Scope,
    private readonly timeAt: (segment: Segment, row: number) => bigint,
  ) {}

  /** Compiles a call into a look at its slot. */
  add(name: string, args: Expression[]): Compiled {
    if (!isAggregate(name)) {
      throw refuseCall(name);
    }
    if (args.length !== 1) {
      throw sqlErrors.badParameterCount(name);
    }
    const operand = this.compileOperand(args[0]);
    const aggregate = buildAggregate(name, operand.type);
    const index = this.slots.push({ operand, aggregate }) - 1;
    return {
      type: aggregate.type,
      dependency: 'row',
      evaluate: ({ slots }) => slots?.[index],
    };
  }

  get isEmpty(): boolean {
    return this.slots.length === 0;
  }

  /** Whether there is a result even where there is no row. */
  get countsNothing(): boolean {
    return this.slots.some(({ aggregate }) => aggregate.countsNothing);
  }

  /** Whether every function picks the value of one row. */
  get onlySelects(): boolean {
    return this.slots.every(({ aggregate }) => aggregate.selects);
  }

  /** Whether there is one function and it picks a row, so that the row's other columns may stand beside it. */
  get picksOneRow(): boolean {
    return this.slots.length === 1 && this.onlySelects;
  }

  createAccumulators(): Accumulator[] {
    return this.slots.map(({ aggregate }) => aggregate.create());
  }

  /** Results over no rows at all. */
  emptyResults(): Cell[] {
    return this.createAccumulators().map(accumulator => accumulator.result());
  }

  /**
   * Adds rows of a segment to the accumulators of a group.
   *
   * @returns the row a function picked last, if one of these was picked
   */
  accumulate(
    accumulators: Accumulator[],
    segment: Segment,
    rows: Int32Array,
  ): number | undefined {
    let picked: number | undefined;
    this.slots.forEach((slot, index) => {
      picked = this.addRows(slot, accumulators[index], segment, rows) ?? picked;
    });
    return picked;
  }

  private addRows(
    { operand, aggregate: { search } }: Slot,
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
}
