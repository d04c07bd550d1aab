import { useApi } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Card,
  CardBody,
  Container,
  Flex,
  Select,
} from '@backstage/ui';
import { RiHardDrive2Line, RiRefreshLine } from '@remixicon/react';
import {
  StorageUsage,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupOverviewApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import {
  EmptyState,
  ErrorPanel,
  PageTitle,
  PermissionGate,
  SkeletonLines,
} from '../shared';
import { DatabasesUsage } from './DatabasesUsage';
import { PoliciesUsage } from './PoliciesUsage';
import { TargetSection } from './TargetSection';
import styles from './StoragePage.module.css';

const RANGES = [30, 90, 365];
const REFRESH_MS = 60_000;

/** Who takes how much of which target, and when it is full. */
export function StoragePage() {
  const { t } = useTranslation();
  return (
    <Container>
      <PageTitle title={t('storage.title')} />
      <PermissionGate permission={tdengineBackupQueryPermission}>
        <StorageContent />
      </PermissionGate>
    </Container>
  );
}

function StorageContent() {
  const api = useApi(tdengineBackupOverviewApiRef);
  const { t } = useTranslation();
  const [days, setDays] = useState(RANGES[1]);
  const usage = useResource(
    `storage ${days}`,
    signal => api.getStorage({ days, signal }),
    { refreshAfter: () => REFRESH_MS },
  );

  return (
    <Flex direction="column" gap="4">
      <div className={styles.toolbar}>
        <div className={styles.range}>
          <Select
            label={t('storage.days')}
            options={RANGES.map(range => ({
              id: String(range),
              label: t('storage.daysOption', { days: String(range) }),
            }))}
            value={String(days)}
            onChange={value => setDays(Number(value))}
          />
        </div>
        <ButtonIcon
          variant="secondary"
          icon={<RiRefreshLine />}
          aria-label={t('storage.refresh')}
          onPress={usage.reload}
        />
      </div>
      {usage.error && (
        <ErrorPanel
          error={usage.error}
          title={
            usage.value
              ? t('common.error.staleTitle')
              : t('common.error.loadTitle')
          }
          permission={tdengineBackupQueryPermission.name}
          onRetry={usage.reload}
        />
      )}
      {usage.isLoading && (
        <Card>
          <CardBody>
            <SkeletonLines count={6} />
          </CardBody>
        </Card>
      )}
      {usage.value && <Usage usage={usage.value} onChange={usage.reload} />}
    </Flex>
  );
}

function Usage(props: { usage: StorageUsage; onChange: () => void }) {
  const { targets, policies, databases } = props.usage;
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.targets}>
        {targets.map(target => (
          <TargetSection
            key={target.target}
            target={target}
            onChange={props.onChange}
          />
        ))}
      </div>
      {databases.length === 0 ? (
        <EmptyState
          icon={<RiHardDrive2Line />}
          title={t('storage.empty.title')}
          description={t('storage.empty.description')}
        />
      ) : (
        <>
          <PoliciesUsage policies={policies} />
          <DatabasesUsage databases={databases} />
        </>
      )}
    </>
  );
}
