import { useRouteRef } from '@backstage/frontend-plugin-api';
import { DatabaseUsage } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { backupsRouteRef } from '../../routes';
import { Section } from '../shared';
import { UsageTable } from './UsageTable';

/** What the backups of each database take. */
export function DatabasesUsage(props: { databases: DatabaseUsage[] }) {
  const { t } = useTranslation();
  const backupsLink = useRouteRef(backupsRouteRef)?.();
  return (
    <Section
      title={t('storage.databases.title')}
      description={t('storage.databases.description')}
    >
      <UsageTable
        label={t('storage.databases.database')}
        rows={props.databases.map(({ instance, database, ...usage }) => ({
          ...usage,
          id: `${instance} ${database}`,
          name: database,
          description: instance,
          href:
            backupsLink &&
            `${backupsLink}?${new URLSearchParams({ instance, database })}`,
        }))}
      />
    </Section>
  );
}
