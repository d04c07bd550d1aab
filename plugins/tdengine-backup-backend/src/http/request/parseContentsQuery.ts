import { ContentsQuery, PageQuery } from '../../services/types';
import { parsePageQuery } from './parsePageQuery';
import { QueryValues } from './QueryValues';

export function parseContentsQuery(query: object): ContentsQuery {
  const values = QueryValues.from(query);
  return {
    ...parsePageQuery(values),
    database: values.text('database'),
    search: values.text('search'),
  };
}

export function parseTableRowsQuery(
  query: object,
): PageQuery & { database: string; table: string; search?: string } {
  const values = QueryValues.from(query);
  return {
    ...parsePageQuery(values),
    database: values.requiredText('database'),
    table: values.requiredText('table'),
    search: values.text('search'),
  };
}
