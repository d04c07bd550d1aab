import { Text } from '@backstage/ui';
import { BackupContents } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../shared';
import { otherObjects } from './otherObjects';

/** What the backup has beside tables: indexes, views, topics, streams, functions, users and grants. */
export function OtherObjects(props: {
  facts: BackupContents['facts'];
  database?: string;
}) {
  const { t } = useTranslation();
  const objects = otherObjects(props.facts, props.database);
  return objects.length === 0 ? null : (
    <Section title={t('backupDetail.contents.objects')}>
      <ul>
        {objects.map(({ database, kind, name, byHand }) => (
          <li key={JSON.stringify([database, kind, name])}>
            <Text>{name}</Text>{' '}
            <Text color="secondary">
              {[
                kind,
                database,
                byHand ? t('backupDetail.contents.byHand') : undefined,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
