import { SqlError, sqlErrors } from '../../SqlError';
import { someExpression, type Expression } from '../../sql/Expression';
import { types } from '../../types/DataType';
import type { Compiled, Scope } from '../expressions/Compiled';
import type { Session } from '../Session';
import { isAggregate } from './aggregates';
import type { Relation } from './Relation';

const TIME_PSEUDO_COLUMNS = ['_c0', '_rowts'];
const WINDOW_PSEUDO_COLUMNS = ['_wstart', '_wend', '_wduration'];

/** What constants and functions mean, whatever is read. */
export function baseScope(session: Session, relation?: Relation): Scope {
  return {
    precision: relation?.precision ?? session.precision,
    timeZone: session.timeZone,
    user: session.user,
    database: session.database,
    version: session.catalog.version,
    column: name => {
      throw sqlErrors.noSuchColumn(name);
    },
    aggregate: name => {
      throw refuseCall(name);
    },
  };
}

/** Names of a relation's columns, for conditions and plain rows. */
export function rowScope(
  session: Session,
  relation: Relation,
  alias?: string,
): Scope {
  return {
    ...baseScope(session, relation),
    column: (name, pseudo, table) => {
      if (table !== undefined && alias !== undefined && table !== alias) {
        throw sqlErrors.noSuchTable();
      }
      return pseudo
        ? pseudoColumn(name, relation)
        : plainColumn(name, relation);
    },
  };
}

function plainColumn(name: string, relation: Relation): Compiled {
  const index = relation.columns.findIndex(
    column => column.name === name && column.role !== 'tbname',
  );
  if (index < 0) {
    throw sqlErrors.noSuchColumn(name);
  }
  return columnAt(index, relation);
}

function pseudoColumn(name: string, relation: Relation): Compiled {
  if (name === 'tbname' && relation.hasTableName) {
    return columnAt(
      relation.columns.findIndex(({ role }) => role === 'tbname'),
      relation,
    );
  }
  if (TIME_PSEUDO_COLUMNS.includes(name) && relation.key !== undefined) {
    return columnAt(relation.key, relation);
  }
  if (WINDOW_PSEUDO_COLUMNS.includes(name)) {
    throw new SqlError(
      0x2658,
      '_WSTART, _WEND and _WDURATION can only be used in window query',
    );
  }
  throw name === 'tbname'
    ? new SqlError(0x264c, 'Invalid tbname pseudo column')
    : new SqlError(0x2646, 'Invalid _c0 or _rowts expression');
}

function columnAt(index: number, relation: Relation): Compiled {
  const { type, role } = relation.columns[index];
  return {
    type,
    column: index,
    dependency: role === 'column' ? 'row' : 'table',
    evaluate: ({ segment, row }) => segment.vector(index).cell(row),
  };
}

/** Refusal of a call that is no scalar function where only those may stand. */
export function refuseCall(name: string): SqlError {
  return isAggregate(name)
    ? new SqlError(0x2608, "There mustn't be aggregation")
    : sqlErrors.noSuchFunction();
}

/** `_wstart` and `_wend` of the window a group belongs to. */
export function windowColumn(name: string): Compiled | undefined {
  switch (name) {
    case '_wstart':
      return {
        type: types.timestamp,
        dependency: 'row',
        evaluate: ({ window }) => window?.start,
      };
    case '_wend':
      return {
        type: types.timestamp,
        dependency: 'row',
        evaluate: ({ window }) => window?.end,
      };
    case '_wduration':
      return {
        type: types.bigint,
        dependency: 'row',
        evaluate: ({ window }) => window && window.end - window.start,
      };
    default:
      return undefined;
  }
}

/** Whether an expression contains an aggregate function. */
export function containsAggregate(expression: Expression): boolean {
  return someExpression(
    expression,
    part => part.kind === 'call' && isAggregate(part.name),
  );
}

/** Whether an expression mentions `tbname`. */
export function namesTable(expression: Expression): boolean {
  return someExpression(
    expression,
    part => part.kind === 'column' && part.pseudo && part.name === 'tbname',
  );
}
