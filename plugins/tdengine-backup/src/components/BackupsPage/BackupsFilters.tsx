import { useApi } from '@backstage/frontend-plugin-api';
import { Button, DateRangePicker, Select } from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import {
  BackupKind,
  BackupMode,
  BackupOrigin,
  BackupState,
  Instance,
  VerificationState,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useTranslation } from '../../hooks/useTranslation';
import { DatabaseFilter } from '../shared';
import { BackupFilter, BackupsListQuery } from './useBackupsListQuery';
import styles from './BackupsToolbar.module.css';

const STATES: BackupState[] = [
  'creating',
  'available',
  'partially-failed',
  'failed',
  'cancelled',
  'corrupted',
  'deleting',
];
const VERIFICATIONS: VerificationState[] = ['verified', 'unverified', 'failed'];
const KINDS: BackupKind[] = ['full', 'incremental', 'differential'];
const ORIGINS: BackupOrigin[] = ['created', 'found', 'uploaded'];
const MODES: BackupMode[] = ['manual', 'automatic'];

interface Props {
  list: BackupsListQuery;
  instances?: Instance[];
  withDatabase: boolean;
}

/** Everything that narrows the list but the search. */
export function BackupsFilters(props: Props) {
  const { list, instances, withDatabase } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();

  const select = (
    name: BackupFilter,
    label: string,
    options: Array<{ id: string; label: string }>,
  ) => (
    <Select
      label={label}
      placeholder={t('common.labels.any')}
      selectionMode="multiple"
      options={options}
      value={list.filters[name] ?? []}
      onChange={values => list.setFilter(name, values.map(String))}
    />
  );

  return (
    <div className={styles.filters}>
      {select(
        'state',
        t('backups.filters.state'),
        STATES.map(id => ({ id, label: t(`common.backupState.${id}`) })),
      )}
      {select(
        'verification',
        t('backups.filters.verification'),
        VERIFICATIONS.map(id => ({
          id,
          label: t(`common.verification.${id}`),
        })),
      )}
      {select(
        'kind',
        t('backups.filters.kind'),
        KINDS.map(id => ({ id, label: t(`common.kind.${id}`) })),
      )}
      {select(
        'mode',
        t('backups.filters.mode'),
        MODES.map(id => ({ id, label: t(`common.mode.${id}`) })),
      )}
      {select(
        'origin',
        t('backups.filters.origin'),
        ORIGINS.map(id => ({ id, label: t(`common.origin.${id}`) })),
      )}
      {instances &&
        select(
          'instance',
          t('backups.filters.instance'),
          instances.map(({ name, title }) => ({
            id: name,
            label: title ?? name,
          })),
        )}
      {withDatabase && (
        <DatabaseFilter
          label={t('backups.filters.database')}
          load={options => api.getBackupFacets(options)}
          chosen={list.filters.database}
          onChange={values => list.setFilter('database', values)}
        />
      )}
      <DateRangePicker
        label={t('backups.filters.created')}
        className={styles.wide}
        value={parseRange(list.from, list.to)}
        onChange={range =>
          list.change({
            from: range?.start.toString().slice(0, 10),
            to: range?.end.toString().slice(0, 10),
          })
        }
      />
      <div>
        <Button
          variant="tertiary"
          isDisabled={!list.isNarrowed}
          onPress={list.clear}
        >
          {t('common.actions.clearFilters')}
        </Button>
      </div>
    </div>
  );
}

function parseRange(from: string | undefined, to: string | undefined) {
  try {
    return from && to ? { start: parseDate(from), end: parseDate(to) } : null;
  } catch {
    return null;
  }
}
