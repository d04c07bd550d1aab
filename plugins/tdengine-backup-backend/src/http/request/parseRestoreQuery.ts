import { spec } from '../../schema/openapi';
import { RestoreQuery } from '../../services/types';
import { parseCreatedRange } from './parseCreatedRange';
import { parsePageQuery } from './parsePageQuery';
import { QueryValues } from './QueryValues';

export function parseRestoreQuery(query: object): RestoreQuery {
  const values = QueryValues.from(query);
  return {
    ...parsePageQuery(values),
    ...parseCreatedRange(values),
    states: values.listOf('state', spec.components.schemas.RestoreState.enum),
    instances: values.list('instance'),
    backupId: values.text('backupId'),
    databases: values.list('database'),
    search: values.text('search'),
    sort:
      values.oneOf('sort', ['createdAt', 'state', 'rows', 'durationMs']) ??
      'createdAt',
    order: values.oneOf('order', ['asc', 'desc']) ?? 'desc',
  };
}
