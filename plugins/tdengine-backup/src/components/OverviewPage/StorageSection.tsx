import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex } from '@backstage/ui';
import { TargetUsage } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { storageRouteRef } from '../../routes';
import { Section } from '../shared';
import { TargetTrend } from '../StoragePage/TargetTrend';

/** More targets than these are for the page of storage. */
const MOST_SHOWN = 2;

/** How the targets fill up, the fullest first. */
export function StorageSection(props: { targets: TargetUsage[] }) {
  const { t } = useTranslation();
  const link = useRouteRef(storageRouteRef)?.();
  const taken = ({ freeBytes, totalBytes }: TargetUsage) =>
    freeBytes === undefined || !totalBytes ? -1 : 1 - freeBytes / totalBytes;
  const fullest = [...props.targets].sort((a, b) => taken(b) - taken(a));

  return (
    <Section
      title={t('overview.charts.storage')}
      actions={
        link && (
          <ButtonLink variant="tertiary" size="small" href={link}>
            {t('overview.charts.all')}
          </ButtonLink>
        )
      }
    >
      <Flex direction="column" gap="4">
        {fullest.slice(0, MOST_SHOWN).map(target => (
          <TargetTrend key={target.target} target={target} />
        ))}
      </Flex>
    </Section>
  );
}
