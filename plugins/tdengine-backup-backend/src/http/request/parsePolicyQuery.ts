import { PolicyQuery } from '../../services/types';
import { normalizeEntityRef } from './normalizeEntityRef';
import { parsePageQuery } from './parsePageQuery';
import { QueryValues } from './QueryValues';

export function parsePolicyQuery(query: object): PolicyQuery {
  const values = QueryValues.from(query);
  return {
    ...parsePageQuery(values),
    instances: values.list('instance'),
    databases: values.list('database'),
    ownerRefs: values
      .list('ownerRef')
      ?.map(ref => normalizeEntityRef('ownerRef', ref)),
    enabled: values.boolean('enabled'),
    search: values.text('search'),
    sort:
      values.oneOf('sort', ['name', 'nextRunAt', 'createdAt', 'updatedAt']) ??
      'name',
    order: values.oneOf('order', ['asc', 'desc']) ?? 'asc',
  };
}
