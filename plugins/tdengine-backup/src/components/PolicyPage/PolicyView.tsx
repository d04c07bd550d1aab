import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Container,
  Flex,
  Header,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '@backstage/ui';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { policiesRouteRef, policyRouteRef } from '../../routes';
import { PageTitle } from '../shared';
import styles from '../BackupPage/BackupPage.module.css';
import { SchedulerBanner } from '../policies/SchedulerBanner';
import { useScheduler } from '../policies/useScheduler';
import { PolicyActions } from './PolicyActions';
import { PolicyOverview } from './PolicyOverview';
import { PolicyRetentionTab } from './PolicyRetentionTab';
import { PolicyRunsTable } from './PolicyRunsTable';

interface Props {
  policy: Policy;
  /** Called when something was done to it. */
  onChanged: () => void;
}

/** Everything about one policy: its settings, its runs, and what it keeps. */
export function PolicyView(props: Props) {
  const { policy, onChanged } = props;
  const { t } = useTranslation();
  const policiesLink = useRouteRef(policiesRouteRef)?.() ?? '';
  const policyLink = useRouteRef(policyRouteRef)?.({ policyId: policy.id });
  const scheduler = useScheduler();

  return (
    <BreadcrumbEntry
      entry={{ label: t('policyDetail.breadcrumb'), href: policiesLink }}
    >
      <BreadcrumbEntry entry={{ label: policy.name, href: policyLink ?? '' }}>
        <PageTitle title={policy.name} />
        <Header
          title={policy.name}
          className={styles.header}
          customActions={
            <PolicyActions policy={policy} onChanged={onChanged} />
          }
        />
        <Container>
          <Flex direction="column" gap="4">
            <SchedulerBanner state={scheduler} />
            {policy.readOnly && (
              <Alert
                role="status"
                status="info"
                icon
                title={t('policyDetail.readOnlyTitle')}
                description={t('policyDetail.readOnlyHint')}
              />
            )}
            {!policy.enabled && (
              <Alert
                role="status"
                status="info"
                icon
                title={t('policyDetail.disabledTitle')}
                description={t('policyDetail.disabledHint')}
              />
            )}
            <Tabs>
              <TabList
                aria-label={t('policyDetail.tabs.label')}
                className={styles.tabs}
              >
                <Tab id="overview">{t('policyDetail.tabs.overview')}</Tab>
                <Tab id="runs">{t('policyDetail.tabs.runs')}</Tab>
                <Tab id="retention">{t('policyDetail.tabs.retention')}</Tab>
              </TabList>
              <TabPanel id="overview" className={styles.panel}>
                <PolicyOverview policy={policy} scheduler={scheduler.value} />
              </TabPanel>
              <TabPanel id="runs" className={styles.panel}>
                <PolicyRunsTable policy={policy} />
              </TabPanel>
              <TabPanel id="retention" className={styles.panel}>
                <PolicyRetentionTab policy={policy} />
              </TabPanel>
            </Tabs>
          </Flex>
        </Container>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
