import { Button, DateRangePicker, Select } from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import {
  Instance,
  Restore,
  RestoreState,
} from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
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
  seen?: Restore[];
}

/** Everything that narrows the list but the search. */
export function RestoresFilters(props: Props) {
  const { list, instances, seen } = props;
  const { t } = useTranslation();
  const databases = useSeenDatabases(seen, list.filters.database);

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
      {select(
        'database',
        databases.map(name => ({ id: name, label: name })),
      )}
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

/** The databases of all restores seen so far; choosing one narrows the page, but not what can be chosen. */
function useSeenDatabases(
  seen: Restore[] | undefined,
  chosen: string[] = [],
): string[] {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set(chosen));

  useEffect(() => {
    const found = seen?.flatMap(({ databases }) => databases) ?? [];
    setNames(previous =>
      found.every(name => previous.has(name))
        ? previous
        : new Set([...previous, ...found]),
    );
  }, [seen]);

  return [...names].sort((a, b) => a.localeCompare(b));
}
