import { Knex } from 'knex';
import { RecordCriteria, RecordFilter } from '../services/types';

/** How one property of a record is asked for in SQL. Must never answer null: a negation would lose the row. */
export type RecordFilterToSql = (
  query: Knex.QueryBuilder,
  filter: RecordFilter,
) => void;

/**
 * Adds the conditions of a permission policy to a query.
 */
export function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: RecordCriteria,
  filterToSql: RecordFilterToSql,
): void {
  if ('not' in criteria) {
    const { not } = criteria;
    query.whereNot(inner => applyCriteria(inner, not, filterToSql));
    return;
  }
  if ('allOf' in criteria) {
    const { allOf } = criteria;
    query.where(inner => {
      for (const part of allOf) {
        inner.andWhere(nested => applyCriteria(nested, part, filterToSql));
      }
    });
    return;
  }
  if ('anyOf' in criteria) {
    const { anyOf } = criteria;
    query.where(inner => {
      for (const part of anyOf) {
        inner.orWhere(nested => applyCriteria(nested, part, filterToSql));
      }
    });
    return;
  }
  filterToSql(query, criteria);
}
