import { useApi } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Container, Flex } from '@backstage/ui';
import {
  Overview,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupOverviewApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import {
  ErrorPanel,
  PageTitle,
  PermissionGate,
  SkeletonLines,
} from '../shared';
import { AlertsSection } from './AlertsSection';
import { DurationSection } from './DurationSection';
import { OverviewFacts } from './OverviewFacts';
import { RunsSection } from './RunsSection';
import { StateBanner } from './StateBanner';
import { StorageSection } from './StorageSection';
import { SuccessSection } from './SuccessSection';
import { UnprotectedSection } from './UnprotectedSection';
import styles from './OverviewPage.module.css';

const REFRESH_MS = 30_000;

/** How everything is, the worst first. */
export function OverviewPage() {
  const { t } = useTranslation();
  return (
    <Container>
      <PageTitle title={t('overview.title')} />
      <PermissionGate permission={tdengineBackupQueryPermission}>
        <OverviewContent />
      </PermissionGate>
    </Container>
  );
}

function OverviewContent() {
  const api = useApi(tdengineBackupOverviewApiRef);
  const { t } = useTranslation();
  const overview = useResource(
    'overview',
    signal => api.getOverview({ signal }),
    {
      refreshAfter: ({ recentRuns }) =>
        recentRuns.some(({ state }) => state === 'creating')
          ? REFRESH_INTERVAL_MS
          : REFRESH_MS,
    },
  );

  return (
    <Flex direction="column" gap="4">
      {overview.error && (
        <ErrorPanel
          error={overview.error}
          title={
            overview.value
              ? t('common.error.staleTitle')
              : t('common.error.loadTitle')
          }
          permission={tdengineBackupQueryPermission.name}
          onRetry={overview.reload}
        />
      )}
      {overview.isLoading && (
        <Card>
          <CardBody>
            <SkeletonLines count={6} />
          </CardBody>
        </Card>
      )}
      {overview.value && (
        <Sections overview={overview.value} onRefresh={overview.reload} />
      )}
    </Flex>
  );
}

function Sections(props: { overview: Overview; onRefresh: () => void }) {
  const { overview, onRefresh } = props;
  if (overview.state.code === 'noInstances') {
    return <StateBanner overview={overview} onRefresh={onRefresh} />;
  }
  return (
    <>
      <StateBanner overview={overview} onRefresh={onRefresh} />
      <OverviewFacts overview={overview} />
      {overview.alerts.length > 0 && <AlertsSection alerts={overview.alerts} />}
      <RunsSection runs={overview.recentRuns} />
      <div className={styles.columns}>
        <UnprotectedSection
          databases={overview.unprotected}
          unreachable={overview.unreachable}
        />
        <StorageSection targets={overview.storage} />
        <SuccessSection
          days={overview.days}
          successRate={overview.successRate}
        />
        <DurationSection days={overview.days} />
      </div>
    </>
  );
}
