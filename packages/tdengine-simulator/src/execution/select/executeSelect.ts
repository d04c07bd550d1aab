import { TDengineType } from 'tdengine-client';
import { SqlError } from '../../SqlError';
import type { SelectStatement } from '../../sql/select';
import { CellVector } from '../../storage/CellVector';
import { compileExpression } from '../expressions/compileExpression';
import type { Compiled, RowContext, Scope } from '../expressions/Compiled';
import { evaluateConstant } from '../expressions/Compiled';
import { BLOCK_ROWS, rowsResult, type QueryResult } from '../results';
import type { Session } from '../Session';
import { limitPieces, packBlocks, type GroupedPiece } from './blocks';
import { analyseConditions, type Conditions } from './conditions';
import { distinctRows } from './distinct';
import { Grouping } from './Grouping';
import { expandItems, type OutputItem } from './items';
import { compileOrder, sortContexts } from './ordering';
import { projectSegments, rowContexts } from './plainRows';
import type { Relation, Segment } from './Relation';
import { resolveRelation } from './resolveRelation';
import { baseScope, containsAggregate, namesTable, rowScope } from './scopes';

/** A SELECT with its names looked up. */
interface Prepared {
  select: SelectStatement;
  relation: Relation;
  items: OutputItem[];
  scope: Scope;
}

/** Runs a SELECT. Rows without ORDER BY are made while they are fetched. */
export function executeSelect(
  select: SelectStatement,
  session: Session,
): QueryResult {
  if (!select.source) {
    return selectConstants(select, session);
  }
  const relation = resolveRelation(select.source, session, query =>
    executeSelect(query, session),
  );
  const items = expandItems(select.items, relation);
  const scope = rowScope(session, relation, aliasOf(select));
  const prepared = { select, relation, items, scope };
  if (isGrouped(select, items)) {
    return selectGroups(prepared);
  }
  return select.distinct ? selectDistinct(prepared) : selectRows(prepared);
}

function aliasOf({ source }: SelectStatement): string | undefined {
  return (
    source?.alias ?? (source?.kind === 'table' ? source.name.table : undefined)
  );
}

function selectConstants(
  select: SelectStatement,
  session: Session,
): QueryResult {
  const scope = baseScope(session);
  const items = expandItems(select.items, undefined);
  const compiled = items.map(({ expression }) =>
    compileExpression(expression, scope),
  );
  return rowsResult(
    fieldsOf(items, compiled),
    [compiled.map(evaluateConstant)],
    scope.precision,
  );
}

function isGrouped(select: SelectStatement, items: OutputItem[]): boolean {
  return (
    select.groupBy.length > 0 ||
    select.interval !== undefined ||
    items.some(({ expression }) => containsAggregate(expression))
  );
}

function selectRows({ select, relation, items, scope }: Prepared): QueryResult {
  const compiled = compileItems(items, scope);
  const conditions = analyseConditions(select.where, relation, scope);
  const order = compileOrder(select.orderBy, items, scope);
  const segments = segmentsFor(select, relation, compiled, conditions);
  if (order.length === 0) {
    const pieces = projectSegments(segments, conditions, compiled);
    return streamed(select, relation, fieldsOf(items, compiled), pieces);
  }
  const contexts = sortContexts([...rowContexts(segments, conditions)], order);
  return fromContexts(select, relation, items, compiled, contexts);
}

/** `SELECT TAGS` of nothing but tags and names looks at no rows, so tables without rows are there too. */
function segmentsFor(
  select: SelectStatement,
  relation: Relation,
  items: Compiled[],
  { bounds }: Conditions,
): Iterable<Segment> {
  const ofTables = items.every(({ dependency }) => dependency !== 'row');
  return select.tagsOnly && ofTables && relation.tables
    ? relation.tables(bounds)
    : relation.scan(bounds, false);
}

function selectDistinct({
  select,
  relation,
  items,
  scope,
}: Prepared): QueryResult {
  const compiled = compileItems(items, scope);
  if (compiled.some(({ type }) => type.type === TDengineType.JSON)) {
    throw new SqlError(0x072e, 'Json not support in group/partition by');
  }
  const conditions = analyseConditions(select.where, relation, scope);
  const order = compileOrder(select.orderBy, items, scope);
  const tagsOnly =
    items.some(({ expression }) => namesTable(expression)) &&
    conditions.matchesRow === undefined;
  const segments = segmentsFor(
    { ...select, tagsOnly },
    relation,
    compiled,
    conditions,
  );
  const contexts = distinctRows(rowContexts(segments, conditions), compiled);
  return fromContexts(
    select,
    relation,
    items,
    compiled,
    sortContexts(contexts, order),
  );
}

function selectGroups({
  select,
  relation,
  items,
  scope,
}: Prepared): QueryResult {
  const conditions = analyseConditions(select.where, relation, scope);
  const grouping = new Grouping(select, relation, scope);
  const groupScope = grouping.scope();
  const compiled = compileItems(items, groupScope);
  const having = select.having && compileExpression(select.having, groupScope);
  if (having && select.groupBy.length + select.partitionBy.length === 0) {
    throw new SqlError(0x260a, 'Not a GROUP BY expression');
  }
  const order = compileOrder(select.orderBy, items, groupScope);
  grouping.checkColumns();
  const contexts = grouping
    .run(conditions)
    .filter(context => !having || having.evaluate(context) === true);
  return fromContexts(
    select,
    relation,
    items,
    compiled,
    sortContexts(contexts, order),
  );
}

function compileItems(items: OutputItem[], scope: Scope): Compiled[] {
  return items.map(({ expression }) => compileExpression(expression, scope));
}

function fieldsOf(items: OutputItem[], compiled: Compiled[]) {
  return items.map(({ name }, index) => ({ name, type: compiled[index].type }));
}

function fromContexts(
  select: SelectStatement,
  relation: Relation,
  items: OutputItem[],
  compiled: Compiled[],
  contexts: RowContext[],
): QueryResult {
  return streamed(
    select,
    relation,
    fieldsOf(items, compiled),
    projectContexts(contexts, compiled),
  );
}

function* projectContexts(
  contexts: RowContext[],
  items: Compiled[],
): Iterable<GroupedPiece> {
  for (let from = 0; from < contexts.length; from += BLOCK_ROWS) {
    const part = contexts.slice(from, from + BLOCK_ROWS);
    const vectors = items.map(
      item => new CellVector(item.type, part.map(item.evaluate)),
    );
    yield { vectors, from: 0, to: part.length, group: 0 };
  }
}

function streamed(
  select: SelectStatement,
  relation: Relation,
  fields: QueryResult['fields'],
  pieces: Iterable<GroupedPiece>,
): QueryResult {
  return {
    kind: 'rows',
    fields,
    precision: relation.precision,
    blocks: packBlocks(limitPieces(pieces, select.offset, select.limit)),
  };
}
