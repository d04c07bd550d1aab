import { spec } from '../../schema/openapi';
import { JobQuery } from '../../services/types';
import { parsePageQuery } from './parsePageQuery';
import { QueryValues } from './QueryValues';

const { JobState, JobType } = spec.components.schemas;

export function parseJobQuery(query: object): JobQuery {
  const values = QueryValues.from(query);
  return {
    ...parsePageQuery(values),
    types: values.listOf('type', JobType.enum),
    states: values.listOf('state', JobState.enum),
    targets: values.list('target'),
  };
}
