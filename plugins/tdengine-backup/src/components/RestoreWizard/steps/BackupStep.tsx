import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, SearchField, TablePagination } from '@backstage/ui';
import { RiDatabase2Line, RiFilterOffLine } from '@remixicon/react';
import {
  Backup,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../../api';
import { useDebounced } from '../../../hooks/useDebounced';
import { useResource } from '../../../hooks/useResource';
import { useTableFooter } from '../../../hooks/useTableFooter';
import { useTranslation } from '../../../hooks/useTranslation';
import { backupsRouteRef } from '../../../routes';
import { EmptyState, ErrorPanel, SkeletonLines } from '../../shared';
import { BackupOption } from './BackupOption';
import styles from './steps.module.css';

const PAGE_SIZE = 10;

interface Props {
  chosen?: Backup;
  onChoose(backup: Backup): void;
}

/** Which state of the data to go back to: the complete backups, newest first. */
export function BackupStep(props: Props) {
  const { chosen, onChoose } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const backupsLink = useRouteRef(backupsRouteRef);
  const [typed, setTyped] = useState('');
  const [page, setPage] = useState(1);
  const search = useDebounced(typed.trim(), 300);

  const backups = useResource(JSON.stringify([page, search]), signal =>
    api.getBackups(
      {
        page,
        pageSize: PAGE_SIZE,
        state: ['available', 'partially-failed'],
        search: search || undefined,
      },
      { signal },
    ),
  );
  const pagination = useTableFooter({
    page,
    pageSize: PAGE_SIZE,
    totalItems: backups.value?.totalItems,
    onPage: setPage,
  });
  const isEmpty = backups.value?.totalItems === 0;

  return (
    <div className={styles.stack}>
      {(!isEmpty || search !== '') && (
        <SearchField
          className={styles.search}
          aria-label={t('restoreWizard.backup.search')}
          placeholder={t('restoreWizard.backup.search')}
          value={typed}
          onChange={value => {
            setTyped(value);
            setPage(1);
          }}
        />
      )}
      {backups.isLoading && <SkeletonLines count={5} />}
      {backups.error && (
        <ErrorPanel
          error={backups.error}
          title={t('restoreWizard.backup.loadError')}
          permission={tdengineBackupQueryPermission.name}
          onRetry={backups.reload}
        />
      )}
      {isEmpty && search === '' && (
        <EmptyState
          icon={<RiDatabase2Line />}
          title={t('restoreWizard.backup.empty')}
          description={t('restoreWizard.backup.emptyHint')}
          action={
            <ButtonLink variant="secondary" href={backupsLink?.()}>
              {t('restoreWizard.backup.toBackups')}
            </ButtonLink>
          }
        />
      )}
      {isEmpty && search !== '' && (
        <EmptyState
          icon={<RiFilterOffLine />}
          title={t('restoreWizard.backup.emptySearch', { search })}
          description={t('restoreWizard.backup.emptySearchHint')}
        />
      )}
      {backups.value && !isEmpty && (
        <>
          <ul
            className={styles.options}
            aria-label={t('restoreWizard.steps.backup')}
            aria-busy={backups.isStale}
          >
            {backups.value.items.map(backup => (
              <li key={backup.id}>
                <BackupOption
                  backup={backup}
                  isChosen={backup.id === chosen?.id}
                  onChoose={() => onChoose(backup)}
                />
              </li>
            ))}
          </ul>
          {pagination.type === 'page' &&
            backups.value.totalItems > PAGE_SIZE && (
              <TablePagination {...pagination} />
            )}
        </>
      )}
    </div>
  );
}
