import { useApi } from '@backstage/frontend-plugin-api';
import { Button, DateRangePicker, Select } from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import {
  Instance,
  RestoreState,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useTranslation } from '../../hooks/useTranslation';
import { DatabaseFilter } from '../shared';
import { RestoreFilter, RestoresListQuery } from './useRestoresListQuery';
import styles from './RestoresToolbar.module.css';

const STATES: RestoreState[] = [
  'queued',
  'running',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
];

interface Props {
  list: RestoresListQuery;
  instances?: Instance[];
}

/** Everything that narrows the list but the search. */
export function RestoresFilters(props: Props) {
  const { list, instances } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();

  const select = (
    name: RestoreFilter,
    options: Array<{ id: string; label: string }>,
  ) => (
    <Select
      label={t(`restores.filters.${name}`)}
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
        STATES.map(id => ({ id, label: t(`common.restoreState.${id}`) })),
      )}
      {instances &&
        select(
          'instance',
          instances.map(({ name, title }) => ({
            id: name,
            label: title ?? name,
          })),
        )}
      <DatabaseFilter
        label={t('restores.filters.database')}
        load={options => api.getRestoreFacets(options)}
        chosen={list.filters.database}
        onChange={values => list.setFilter('database', values)}
      />
      <DateRangePicker
        label={t('restores.filters.created')}
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
