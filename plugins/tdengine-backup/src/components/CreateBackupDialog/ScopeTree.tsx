import { useApi } from '@backstage/frontend-plugin-api';
import { Checkbox, Flex, SearchField, Text } from '@backstage/ui';
import {
  InstanceObject,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useCallback, useMemo, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, ErrorPanel, SkeletonLines } from '../shared';
import { DatabaseNode } from './DatabaseNode';
import {
  EMPTY_SELECTION,
  ScopeSelection,
  selectDatabases,
} from './scopeSelection';
import { SelectionSummary } from './SelectionSummary';
import styles from './ScopeTree.module.css';

interface Props {
  instance: string;
  selection: ScopeSelection;
  onChange: (selection: ScopeSelection) => void;
}

/** The databases of an instance with their tables, to be ticked. Tables are loaded when a database is opened. */
export function ScopeTree(props: Props) {
  const { instance, selection, onChange } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [tables, setTables] = useState<Record<string, InstanceObject[]>>({});
  const databases = useResource(`databases ${instance}`, signal =>
    api.getInstanceObjects(instance, { signal }),
  );
  const remember = useCallback(
    (database: string, objects: InstanceObject[]) =>
      setTables(previous => ({ ...previous, [database]: objects })),
    [],
  );
  const known = useMemo(
    () => [...(databases.value ?? []), ...Object.values(tables).flat()],
    [databases.value, tables],
  );

  if (databases.error) {
    return (
      <ErrorPanel
        error={databases.error}
        title={t('common.error.loadTitle')}
        permission={tdengineBackupQueryPermission.name}
        onRetry={databases.reload}
      />
    );
  }
  if (!databases.value) {
    return <SkeletonLines count={5} />;
  }
  if (databases.value.length === 0) {
    return <EmptyState title={t('createBackup.scope.noDatabases')} />;
  }

  const names = databases.value.map(({ database }) => database);
  const whole = names.filter(name => selection.get(name) === 'all').length;
  const needle = search.trim().toLowerCase();
  const shown = databases.value.filter(
    ({ database }) =>
      needle === '' ||
      database.toLowerCase().includes(needle) ||
      tables[database]?.some(({ name }) =>
        name?.toLowerCase().includes(needle),
      ),
  );

  return (
    <Flex direction="column" gap="2">
      <div className={styles.bar}>
        <SearchField
          aria-label={t('createBackup.scope.search')}
          placeholder={t('createBackup.scope.search')}
          value={search}
          onChange={setSearch}
        />
        <Checkbox
          isSelected={whole === names.length}
          isIndeterminate={selection.size > 0 && whole < names.length}
          onChange={isSelected =>
            onChange(isSelected ? selectDatabases(names) : EMPTY_SELECTION)
          }
        >
          {t('createBackup.scope.selectAll')}
        </Checkbox>
      </div>
      <div className={styles.box}>
        {shown.length === 0 ? (
          <Text as="p" color="secondary">
            {t('createBackup.scope.noMatch')}
          </Text>
        ) : (
          <ul className={styles.tree} aria-label={t('createBackup.scope.tree')}>
            {shown.map(database => (
              <DatabaseNode
                key={database.database}
                instance={instance}
                object={database}
                tables={tables[database.database]}
                search={needle}
                selection={selection}
                onChange={onChange}
                onLoaded={remember}
              />
            ))}
          </ul>
        )}
      </div>
      <SelectionSummary selection={selection} objects={known} />
    </Flex>
  );
}
