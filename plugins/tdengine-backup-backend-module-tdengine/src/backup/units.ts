import { Unit } from 'backstage-plugin-tdengine-backup-node';
import { schemaFolder, SERVER_OBJECTS, tableFolder } from './unitPaths';
import { RowsUnitState, UnitState } from './UnitState';

/**
 * The unit that holds the definitions of a database.
 *
 * @internal
 */
export function schemaUnit(database: string): Unit {
  return unit(schemaFolder(database), 'schema', `Definitions of ${database}`, {
    type: 'schema',
    database,
  });
}

/**
 * The unit that holds functions, users and grants.
 *
 * @internal
 */
export function serverUnit(): Unit {
  return unit(
    `${SERVER_OBJECTS}.objects`,
    'schema',
    'Functions, users and grants',
    { type: 'server' },
  );
}

/**
 * A unit that lists the child tables of a super table with their tags.
 *
 * @internal
 */
export function tablesUnit(
  database: string,
  table: string,
  moment: 'before' | 'after',
): Unit {
  return {
    ...unit(
      `${tableFolder(database, table)}/tables-${moment}`,
      'tables',
      `Tables of ${database}.${table}${
        moment === 'after' ? ', once more' : ''
      }`,
      { type: 'tables', database, table, moment },
    ),
    table,
  };
}

/**
 * A unit that reads rows.
 *
 * @param place - which of how many of its table, and what it is expected to hold
 * @internal
 */
export function rowsUnit(
  state: RowsUnitState,
  place: { index: number; of: number; rows: number; rowWidth: number },
): Unit {
  const number = String(place.index + 1).padStart(4, '0');
  const suffix = place.of > 1 ? ` (${place.index + 1} of ${place.of})` : '';
  return {
    ...unit(
      `${tableFolder(state.database, state.table)}/rows-${number}`,
      'rows',
      `${state.database}.${state.table}${suffix}`,
      state,
    ),
    table: state.table,
    estimatedRows: Math.ceil(place.rows),
    estimatedBytes: Math.ceil(place.rows * place.rowWidth),
  };
}

function unit(
  id: string,
  kind: Unit['kind'],
  label: string,
  state: UnitState,
): Unit {
  return {
    id,
    kind,
    label,
    ...('database' in state && { database: state.database }),
    estimatedRows: 0,
    estimatedBytes: 0,
    state,
  };
}
