import { quoteIdentifier, quoteString } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';
import { qualifiedName } from '../ddl/qualifiedName';
import { RowsUnitState } from './UnitState';

/**
 * The query that reads the rows of a unit: columns by name, so that one added meanwhile does not shift the others.
 *
 * @internal
 */
export function scanStatement(
  state: RowsUnitState,
  columns: readonly ColumnDefinition[],
): string {
  const list = [
    ...(state.superTable ? ['tbname'] : []),
    ...columns.map(({ name }) => quoteIdentifier(name)),
  ];
  return `SELECT ${list.join(', ')} FROM ${source(state)}`;
}

/**
 * The query that counts the rows of a unit, table by table for a super table.
 *
 * @internal
 */
export function countStatement(state: RowsUnitState): string {
  return state.superTable
    ? `SELECT tbname, COUNT(*) FROM ${source(state)} PARTITION BY tbname`
    : `SELECT COUNT(*) FROM ${source(state)}`;
}

/**
 * A condition for the rows of some tables.
 *
 * @internal
 */
export function tableCondition(tables: readonly string[]): string {
  return `tbname IN (${tables.map(quoteString).join(', ')})`;
}

/**
 * Conditions for a half-open window of the primary timestamp, whatever that column is called.
 *
 * @internal
 */
export function windowConditions(window: {
  from?: string;
  to?: string;
}): string[] {
  return [
    ...(window.from === undefined ? [] : [`_c0 >= ${window.from}`]),
    ...(window.to === undefined ? [] : [`_c0 < ${window.to}`]),
  ];
}

function source(state: RowsUnitState): string {
  const conditions = [
    ...windowConditions(state),
    ...(state.tables ? [tableCondition(state.tables)] : []),
  ];
  const where =
    conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `${qualifiedName(state.database, state.table)}${where}`;
}
