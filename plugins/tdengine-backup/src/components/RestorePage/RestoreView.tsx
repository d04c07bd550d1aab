import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Container,
  Flex,
  Header,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '@backstage/ui';
import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive } from '../../api';
import { useJobEvents } from '../../hooks/useJobEvents';
import { useReloadAtEnd } from '../../hooks/useReloadAtEnd';
import { useTranslation } from '../../hooks/useTranslation';
import { restoreRouteRef, restoresRouteRef } from '../../routes';
import {
  EmptyState,
  JobLog,
  PageTitle,
  RestoreStateBadge,
  Section,
} from '../shared';
import { RestoreActions } from './RestoreActions';
import { RestoreFigures } from './RestoreFigures';
import { RestoreOutcome } from './RestoreOutcome';
import { RestoreReport } from './RestoreReport';
import { RestoreRun } from './RestoreRun';
import { RestoreSettings } from './RestoreSettings';
import styles from './RestorePage.module.css';

interface Props {
  restore: Restore;
  onReload: () => void;
  onChanged: (restore: Restore) => void;
}

/** Everything about one restore: the run while it runs, what came of it, whether the rows agree, log and settings. */
export function RestoreView(props: Props) {
  const { restore, onReload, onChanged } = props;
  const { t } = useTranslation();
  const restoresLink = useRouteRef(restoresRouteRef)?.() ?? '';
  const restoreLink =
    useRouteRef(restoreRouteRef)?.({ restoreId: restore.id }) ?? '';
  const title = t('restoreDetail.title', { name: restore.backupName });

  const isActive = isRestoreActive(restore);
  const feed = useJobEvents(restore.jobId);
  useReloadAtEnd(feed, onReload);

  return (
    <BreadcrumbEntry
      entry={{ label: t('restoreDetail.breadcrumb'), href: restoresLink }}
    >
      <BreadcrumbEntry entry={{ label: title, href: restoreLink }}>
        <PageTitle title={title} />
        <Header
          title={title}
          className={styles.header}
          customActions={
            <RestoreActions restore={restore} onChanged={onChanged} />
          }
          metadata={[
            {
              label: t('common.labels.state'),
              value: <RestoreStateBadge state={restore.state} />,
            },
            {
              label: t('restores.columns.destination'),
              value: [restore.instance, restore.databases.join(', ')]
                .filter(Boolean)
                .join(' · '),
            },
          ]}
        />
        <Container>
          <Flex direction="column" gap="4">
            <RestoreOutcome restore={restore} />
            {isActive && restore.job && (
              <RestoreRun
                restore={restore}
                job={restore.job}
                feed={feed}
                onChanged={onChanged}
              />
            )}
            <RestoreFigures restore={restore} />
            <Tabs>
              <TabList aria-label={t('restoreDetail.tabs.label')}>
                <Tab id="report">{t('restoreDetail.tabs.report')}</Tab>
                <Tab id="log">{t('restoreDetail.tabs.log')}</Tab>
                <Tab id="settings">{t('restoreDetail.tabs.settings')}</Tab>
              </TabList>
              <TabPanel id="report" className={styles.panel}>
                <RestoreReport restore={restore} />
              </TabPanel>
              <TabPanel id="log" className={styles.panel}>
                <Flex direction="column" gap="4" mt="4">
                  {restore.jobId ? (
                    <Section title={t('restoreDetail.log.title')}>
                      <JobLog
                        feed={feed}
                        fileName={`restore ${restore.backupName}`}
                      />
                    </Section>
                  ) : (
                    <EmptyState title={t('restoreDetail.log.none')} />
                  )}
                </Flex>
              </TabPanel>
              <TabPanel id="settings" className={styles.panel}>
                <RestoreSettings restore={restore} />
              </TabPanel>
            </Tabs>
          </Flex>
        </Container>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
