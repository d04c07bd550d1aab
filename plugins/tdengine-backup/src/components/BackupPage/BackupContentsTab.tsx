import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, SearchField, Select, Text } from '@backstage/ui';
import {
  Backup,
  BackupTable,
  tdengineBackupGetPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useDebounced } from '../../hooks/useDebounced';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, ErrorPanel, Section } from '../shared';
import { ChildTablesDialog } from './ChildTablesDialog';
import { ContentsTable } from './ContentsTable';
import { OtherObjects } from './OtherObjects';
import styles from './BackupPage.module.css';

const ALL = '*';
const SEARCH_DELAY_MS = 300;

/** The tables in the backup with their rows at the source and in the files. */
export function BackupContentsTab(props: { backup: Backup }) {
  const { backup } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const [database, setDatabase] = useState(ALL);
  const [search, setSearch] = useState('');
  const [paging, setPaging] = useState({ page: 1, pageSize: 25 });
  const [drilled, setDrilled] = useState<BackupTable>();
  const settledSearch = useDebounced(search.trim(), SEARCH_DELAY_MS);

  const isKnown = backup.checksum !== undefined;
  const query = {
    ...paging,
    database: database === ALL ? undefined : database,
    search: settledSearch || undefined,
  };
  const contents = useResource(
    `contents ${backup.id} ${backup.checksum} ${JSON.stringify(query)}`,
    signal => api.getBackupContents(backup.id, query, { signal }),
    { enabled: isKnown },
  );

  if (!isKnown) {
    return <EmptyState title={t('backupDetail.contents.empty')} />;
  }
  const { window } = contents.value ?? {};
  const firstPage = { ...paging, page: 1 };
  return (
    <Flex direction="column" gap="4" mt="4">
      <Section
        title={t('backupDetail.contents.title')}
        description={
          window &&
          t('backupDetail.contents.window', {
            start: format.dateTime(window.start),
            end: format.dateTime(window.end),
          })
        }
      >
        <Flex direction="column" gap="3">
          <div className={styles.bar}>
            <div className={styles.search}>
              <SearchField
                aria-label={t('backupDetail.contents.search')}
                placeholder={t('backupDetail.contents.search')}
                value={search}
                onChange={value => {
                  setSearch(value);
                  setPaging(firstPage);
                }}
              />
            </div>
            {backup.databases.length > 1 && (
              <div className={styles.narrow}>
                <Select
                  aria-label={t('backupDetail.contents.database')}
                  options={[
                    { id: ALL, label: t('backupDetail.contents.allDatabases') },
                    ...backup.databases.map(id => ({ id, label: id })),
                  ]}
                  value={database}
                  onChange={value => {
                    setDatabase(String(value));
                    setPaging(firstPage);
                  }}
                />
              </div>
            )}
          </div>
          {contents.error && (
            <ErrorPanel
              error={contents.error}
              title={t('common.error.loadTitle')}
              permission={tdengineBackupGetPermission.name}
              onRetry={contents.reload}
            />
          )}
          {contents.value?.totalItems === 0 ? (
            <Text as="p" color="secondary">
              {t('backupDetail.contents.emptyNarrowed')}
            </Text>
          ) : (
            !(contents.error && !contents.value) && (
              <ContentsTable
                contents={contents.value}
                isStale={contents.isStale}
                paging={paging}
                onPaging={setPaging}
                onDrill={setDrilled}
              />
            )
          )}
        </Flex>
      </Section>
      <OtherObjects facts={contents.value?.facts} database={query.database} />
      {drilled && (
        <ChildTablesDialog
          backupId={backup.id}
          table={drilled}
          onClose={() => setDrilled(undefined)}
        />
      )}
    </Flex>
  );
}
