import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, Text } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import {
  InstanceObject,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useId, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel, SkeletonLines } from '../shared';
import { ObjectFigures } from './ObjectFigures';
import {
  isTableTicked,
  ScopeSelection,
  tickedDatabase,
  toggleDatabase,
  toggleTable,
} from './scopeSelection';
import styles from './ScopeTree.module.css';

const TABLES_AT_ONCE = 200;

interface Props {
  instance: string;
  object: InstanceObject;
  /** Undefined until they are loaded. */
  tables?: InstanceObject[];
  /** In lower case. */
  search: string;
  selection: ScopeSelection;
  onChange: (selection: ScopeSelection) => void;
  onLoaded: (database: string, tables: InstanceObject[]) => void;
}

/** One database with a box, its figures, and its tables once it is opened. */
export function DatabaseNode(props: Props) {
  const { instance, object, tables, search, selection, onChange, onLoaded } =
    props;
  const { database } = object;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [limit, setLimit] = useState(TABLES_AT_ONCE);
  const loading = useResource(
    `tables ${instance} ${database}`,
    signal => api.getInstanceObjects(instance, { database, signal }),
    { enabled: isOpen && tables === undefined },
  );

  const loaded = loading.value;
  useEffect(() => {
    if (loaded) {
      onLoaded(database, loaded);
    }
  }, [database, loaded, onLoaded]);

  const ticked = tickedDatabase(selection, database);
  const names = (tables ?? []).flatMap(({ name }) => name ?? []);
  const matching = (tables ?? []).filter(
    ({ name }) =>
      search === '' ||
      database.toLowerCase().includes(search) ||
      name?.toLowerCase().includes(search),
  );
  const action = isOpen
    ? t('createBackup.scope.collapse', { name: database })
    : t('createBackup.scope.expand', { name: database });

  return (
    <li>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-label={action}
          onClick={() => setOpen(!isOpen)}
        >
          <RiArrowRightSLine />
        </button>
        <Checkbox
          className={styles.name}
          isSelected={ticked === 'all'}
          isIndeterminate={ticked === 'some'}
          onChange={() => onChange(toggleDatabase(selection, database))}
        >
          <span title={database}>{database}</span>
        </Checkbox>
        <ObjectFigures object={object} />
      </div>
      {isOpen && (
        <div id={listId} className={styles.children}>
          {loading.error && (
            <ErrorPanel
              error={loading.error}
              permission={tdengineBackupQueryPermission.name}
              onRetry={loading.reload}
            />
          )}
          {loading.isLoading && <SkeletonLines count={3} />}
          {tables && matching.length === 0 && (
            <Text as="p" color="secondary">
              {tables.length === 0
                ? t('createBackup.scope.noTables')
                : t('createBackup.scope.noMatch')}
            </Text>
          )}
          <ul className={styles.tree}>
            {matching.slice(0, limit).map(table => (
              <li key={`${table.kind} ${table.name}`} className={styles.row}>
                <Checkbox
                  className={styles.name}
                  isSelected={isTableTicked(
                    selection,
                    database,
                    table.name ?? '',
                  )}
                  onChange={() =>
                    onChange(
                      toggleTable(selection, database, table.name ?? '', names),
                    )
                  }
                >
                  <span title={table.name}>{table.name}</span>
                </Checkbox>
                <ObjectFigures object={table} />
              </li>
            ))}
          </ul>
          {matching.length > limit && (
            <Button
              variant="tertiary"
              size="small"
              onPress={() => setLimit(limit + TABLES_AT_ONCE)}
            >
              {t('createBackup.scope.moreTables', {
                more: String(Math.min(TABLES_AT_ONCE, matching.length - limit)),
              })}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
