import { Button, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import { ErrorPanel, SkeletonLines } from '../../shared';
import { Pages } from './usePages';
import styles from './tree.module.css';

interface Props<T> {
  id?: string;
  label: string;
  pages: Pages<T>;
  pageSize: number;
  search: string;
  children(item: T): ReactNode;
}

/** What is below a line of the tree, as far as it has been loaded. */
export function TreeList<T>(props: Props<T>) {
  const { id, label, pages, pageSize, search, children } = props;
  const { t } = useTranslation();
  const rest = (pages.totalItems ?? 0) - pages.items.length;

  return (
    <div id={id} className={styles.below}>
      {pages.items.length > 0 && (
        <ul className={styles.list} aria-label={label}>
          {pages.items.map(children)}
        </ul>
      )}
      {pages.totalItems === 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {search
            ? t('restoreWizard.contents.noMatch', { search })
            : t('restoreWizard.contents.noTables')}
        </Text>
      )}
      {pages.isLoading && <SkeletonLines count={2} />}
      {pages.error && (
        <ErrorPanel
          error={pages.error}
          title={t('restoreWizard.contents.loadError')}
          onRetry={pages.retry}
        />
      )}
      {rest > 0 && !pages.isLoading && !pages.error && (
        <Button variant="tertiary" size="small" onPress={pages.loadMore}>
          {t('restoreWizard.contents.more', {
            count: Math.min(rest, pageSize),
          })}
        </Button>
      )}
    </div>
  );
}
