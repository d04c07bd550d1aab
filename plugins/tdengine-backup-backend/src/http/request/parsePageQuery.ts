import { PageQuery } from '../../services/types';
import { QueryValues } from './QueryValues';

const DEFAULT_PAGE_SIZE = 25;
const LARGEST_PAGE_SIZE = 500;

export function parsePageQuery(values: QueryValues): PageQuery {
  return {
    page: values.integer('page', {
      fallback: 1,
      minimum: 1,
      maximum: 1_000_000,
    }),
    pageSize: values.integer('pageSize', {
      fallback: DEFAULT_PAGE_SIZE,
      minimum: 1,
      maximum: LARGEST_PAGE_SIZE,
    }),
  };
}
