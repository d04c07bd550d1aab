import { TablePaginationType } from '@backstage/ui';
import { useFormat } from './useFormat';
import { useTranslation } from './useTranslation';

const PAGE_SIZES = [10, 25, 50, 100];

interface Options {
  page: number;
  pageSize: number;
  totalItems: number | undefined;
  onPage(page: number): void;
  onPageSize?: (pageSize: number) => void;
}

/** The paging of a list that the server pages, for the tables of Backstage UI. */
export function useTableFooter(options: Options): TablePaginationType {
  const { page, pageSize, totalItems, onPage, onPageSize } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const total = totalItems ?? 0;
  const sizes = PAGE_SIZES.includes(pageSize)
    ? PAGE_SIZES
    : [pageSize, ...PAGE_SIZES];

  if (total === 0) {
    return { type: 'none' };
  }
  return {
    type: 'page',
    pageSize,
    pageSizeOptions: sizes.map(value => ({
      value,
      label: t('common.table.pageSize', { size: String(value) }),
    })),
    showPageSizeOptions: onPageSize !== undefined && total > PAGE_SIZES[0],
    offset: (page - 1) * pageSize,
    totalCount: total,
    hasPreviousPage: page > 1,
    hasNextPage: page * pageSize < total,
    onPreviousPage: () => onPage(page - 1),
    onNextPage: () => onPage(page + 1),
    onPageSizeChange: onPageSize,
    getLabel: () =>
      t('common.table.range', {
        from: format.count((page - 1) * pageSize + 1),
        to: format.count(Math.min(page * pageSize, total)),
        total: format.count(total),
      }),
  };
}
