import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import styles from '../BackupsPage/BackupsToolbar.module.css';
import { DatabaseFilter } from '../shared';
import { PoliciesListQuery, PolicyFilter } from './usePoliciesListQuery';

interface Props {
  list: PoliciesListQuery;
  /** Those that are shown: their owners can be chosen. */
  policies: Policy[];
}

/** Everything that narrows the list but the search. */
export function PoliciesFilters(props: Props) {
  const { list, policies } = props;
  const api = useApi(tdengineBackupApiRef);
  const identityApi = useApi(identityApiRef);
  const { t } = useTranslation();
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );
  const identity = useResource('identity', () =>
    identityApi.getBackstageIdentity(),
  );
  const owners = new Set([
    ...(identity.value?.ownershipEntityRefs ?? []),
    ...policies.flatMap(({ ownerRef }) => ownerRef ?? []),
    ...(list.filters.ownerRef ?? []),
  ]);

  const select = (
    name: PolicyFilter,
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
        'instance',
        t('policies.filters.instance'),
        (instances.value ?? []).map(({ name, title }) => ({
          id: name,
          label: title ?? name,
        })),
      )}
      <DatabaseFilter
        label={t('policies.filters.database')}
        load={options => api.getBackupFacets(options)}
        chosen={list.filters.database}
        onChange={values => list.setFilter('database', values)}
      />
      {select('enabled', t('policies.filters.enabled'), [
        { id: 'true', label: t('policies.filters.enabledYes') },
        { id: 'false', label: t('policies.filters.enabledNo') },
      ])}
      {select(
        'ownerRef',
        t('policies.filters.owner'),
        [...owners].sort().map(ref => ({ id: ref, label: ref })),
      )}
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
