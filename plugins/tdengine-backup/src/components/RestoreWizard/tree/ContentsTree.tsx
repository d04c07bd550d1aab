import { SearchField } from '@backstage/ui';
import { useState } from 'react';
import { useTranslation } from '../../../hooks/useTranslation';
import { DatabaseNode } from './DatabaseNode';
import { TreeContext } from './TreeContext';
import { useDebounced } from '../../../hooks/useDebounced';
import styles from './tree.module.css';

interface Props extends TreeContext {
  databases: readonly string[];
}

/** The databases of a backup with their tables and child tables, to choose from. */
export function ContentsTree(props: Props) {
  const { databases, ...context } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 300);

  return (
    <div className={styles.tree}>
      <SearchField
        className={styles.search}
        size="small"
        aria-label={t('restoreWizard.contents.search')}
        placeholder={t('restoreWizard.contents.search')}
        value={typed}
        onChange={setTyped}
      />
      <div className={styles.scroll}>
        <ul
          className={styles.list}
          aria-label={t('restoreWizard.contents.tree')}
        >
          {databases.map(database => (
            <DatabaseNode
              key={database}
              {...context}
              database={database}
              search={search}
              isInitiallyExpanded={databases.length === 1}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}
