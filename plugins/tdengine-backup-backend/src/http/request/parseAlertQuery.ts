import { AlertQuery } from '../../services/overviewTypes';
import { parsePageQuery } from './parsePageQuery';
import { QueryValues } from './QueryValues';

export function parseAlertQuery(query: object): AlertQuery {
  const values = QueryValues.from(query);
  return { ...parsePageQuery(values), open: values.boolean('open') };
}
