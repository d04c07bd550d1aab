import { useApi } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { RiTableLine } from '@remixicon/react';
import { BackupTable } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../../api';
import { useFormat } from '../../../hooks/useFormat';
import { useTranslation } from '../../../hooks/useTranslation';
import { checkState, select } from '../state/selection';
import { TreeContext } from './TreeContext';
import { TreeList } from './TreeList';
import { TreeRow } from './TreeRow';
import { useDebounced } from '../../../hooks/useDebounced';
import { usePages } from './usePages';
import styles from './tree.module.css';

const PAGE_SIZE = 50;

interface Props extends TreeContext {
  id: string;
  table: BackupTable;
}

/** The child tables of a super table, which may be a hundred thousand. */
export function ChildTables(props: Props) {
  const { id, table, backupId, selection, onChange } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 300);

  const place = { database: table.database, table: table.table };
  const pages = usePages(
    JSON.stringify([backupId, place, search]),
    (page, signal) =>
      api.getBackupTableRows(
        backupId,
        { ...place, page, pageSize: PAGE_SIZE, search: search || undefined },
        { signal },
      ),
  );

  return (
    <div id={id}>
      {table.tableCount > PAGE_SIZE && (
        <SearchField
          className={styles.search}
          size="small"
          aria-label={t('restoreWizard.contents.searchChildren', {
            table: table.table,
          })}
          placeholder={t('restoreWizard.contents.searchChildren', {
            table: table.table,
          })}
          value={typed}
          onChange={setTyped}
        />
      )}
      <TreeList
        label={t('restoreWizard.contents.childrenOf', { name: table.table })}
        pages={pages}
        pageSize={PAGE_SIZE}
        search={search}
      >
        {child => {
          const path = { ...place, child: child.name };
          return (
            <li key={child.name}>
              <TreeRow
                name={child.name}
                kind={t('common.objectKind.childTable')}
                icon={<RiTableLine />}
                state={checkState(selection, path)}
                onChange={checked => onChange(select(selection, path, checked))}
                facts={t('restoreWizard.contents.rows', {
                  count: child.rowCount,
                  formatted: format.count(child.rowCount),
                })}
              />
            </li>
          );
        }}
      </TreeList>
    </div>
  );
}
