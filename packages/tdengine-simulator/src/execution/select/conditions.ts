import { conjuncts, type Expression } from '../../sql/Expression';
import { TDengineType } from 'tdengine-client';
import { alignOperands } from '../expressions/compare';
import { compileExpression } from '../expressions/compileExpression';
import {
  evaluateConstant,
  type Compiled,
  type RowContext,
  type Scope,
} from '../expressions/Compiled';
import type { Relation, ScanBounds, Segment } from './Relation';

/** A WHERE clause, taken apart into what prunes tables and times and what is asked of every table or row. */
export interface Conditions {
  bounds: ScanBounds;
  /** Whether a table can have rows at all, by its tags and name. */
  matchesTable(segment: Segment): boolean;
  /** `undefined` where every row within the bounds matches. */
  matchesRow?(context: RowContext): boolean;
}

/** Prepares a WHERE clause for a scan. */
export function analyseConditions(
  where: Expression | undefined,
  relation: Relation,
  scope: Scope,
): Conditions {
  const bounds: { from?: bigint; to?: bigint; tables?: Set<string> } = {};
  const ofTable: Compiled[] = [];
  const ofRow: Compiled[] = [];
  for (const condition of conjuncts(where)) {
    const compiled = compileExpression(condition, scope);
    if (narrow(condition, relation, scope, bounds)) {
      continue;
    }
    (compiled.dependency === 'row' ? ofRow : ofTable).push(compiled);
  }
  return {
    bounds,
    matchesTable: segment =>
      ofTable.every(test => test.evaluate({ segment, row: 0 }) === true),
    matchesRow:
      ofRow.length > 0
        ? context => ofRow.every(test => test.evaluate(context) === true)
        : undefined,
  };
}

/** Takes a condition into the bounds, if it is one of those that bounds can say. */
function narrow(
  condition: Expression,
  relation: Relation,
  scope: Scope,
  bounds: { from?: bigint; to?: bigint; tables?: Set<string> },
): boolean {
  if (condition.kind === 'in' && !condition.negated) {
    const operand = compileExpression(condition.operand, scope);
    return (
      isTableName(operand, relation) &&
      narrowTables(
        condition.list.map(item => compileExpression(item, scope)),
        bounds,
      )
    );
  }
  if (condition.kind !== 'binary') {
    return false;
  }
  const left = compileExpression(condition.left, scope);
  if (isTableName(left, relation) && condition.operator === '=') {
    return narrowTables([compileExpression(condition.right, scope)], bounds);
  }
  if (relation.key === undefined || left.column !== relation.key) {
    return false;
  }
  const [, right] = alignOperands(
    left,
    compileExpression(condition.right, scope),
    scope,
  );
  return (
    right.dependency === 'nothing' &&
    narrowTime(condition.operator, evaluateConstant(right), bounds)
  );
}

function isTableName(operand: Compiled, relation: Relation): boolean {
  return (
    operand.column !== undefined &&
    relation.columns[operand.column].role === 'tbname' &&
    operand.type.type === TDengineType.VARCHAR
  );
}

function narrowTables(
  items: Compiled[],
  bounds: { tables?: Set<string> },
): boolean {
  if (items.some(({ dependency }) => dependency !== 'nothing')) {
    return false;
  }
  const names = new Set(items.map(item => String(evaluateConstant(item))));
  bounds.tables = bounds.tables
    ? new Set([...bounds.tables].filter(name => names.has(name)))
    : names;
  return true;
}

function narrowTime(
  operator: string,
  value: unknown,
  bounds: { from?: bigint; to?: bigint },
): boolean {
  if (typeof value !== 'bigint') {
    return false;
  }
  const raise = (from: bigint) => {
    bounds.from =
      bounds.from === undefined || from > bounds.from ? from : bounds.from;
    return true;
  };
  const lower = (to: bigint) => {
    bounds.to = bounds.to === undefined || to < bounds.to ? to : bounds.to;
    return true;
  };
  switch (operator) {
    case '>=':
      return raise(value);
    case '>':
      return raise(value + 1n);
    case '<':
      return lower(value);
    case '<=':
      return lower(value + 1n);
    case '=':
      return raise(value) && lower(value + 1n);
    default:
      return false;
  }
}
