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
import { RiLockLine } from '@remixicon/react';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { isBackupActive } from '../../api';
import { useJobEvents } from '../../hooks/useJobEvents';
import { useReloadAtEnd } from '../../hooks/useReloadAtEnd';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, backupsRouteRef } from '../../routes';
import {
  BackupStateBadge,
  PageTitle,
  PinSign,
  StatusBadge,
  VerificationBadge,
} from '../shared';
import { BackupActions } from './BackupActions';
import { BackupContentsTab } from './BackupContentsTab';
import { BackupLogTab } from './BackupLogTab';
import { BackupProblem } from './BackupProblem';
import { BackupRun } from './BackupRun';
import { BackupSettings } from './BackupSettings';
import { BackupSummary } from './BackupSummary';
import { RefusedDeletion } from './RefusedDeletion';
import { VerificationTab } from './VerificationTab';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onReload: () => void;
  onChanged: (backup: Backup) => void;
}

/** Everything about one backup: what it is, the run while it runs, contents, verification, log and settings. */
export function BackupView(props: Props) {
  const { backup, onReload, onChanged } = props;
  const { t } = useTranslation();
  const backupsLink = useRouteRef(backupsRouteRef)?.() ?? '';
  const backupLink = useRouteRef(backupRouteRef)?.({ backupId: backup.id });

  const running = isBackupActive(backup) ? backup.job : undefined;
  const feed = useJobEvents(running?.id);
  useReloadAtEnd(feed, onReload);

  return (
    <BreadcrumbEntry
      entry={{ label: t('backupDetail.breadcrumb'), href: backupsLink }}
    >
      <BreadcrumbEntry entry={{ label: backup.name, href: backupLink ?? '' }}>
        <PageTitle title={backup.name} />
        <Header
          title={backup.name}
          className={styles.header}
          customActions={
            <BackupActions backup={backup} onChanged={onChanged} />
          }
          metadata={[
            {
              label: t('common.labels.state'),
              value: (
                <BackupStateBadge
                  state={backup.state}
                  jobState={backup.job?.state}
                />
              ),
            },
            {
              label: t('backupDetail.summary.verified'),
              value: <VerificationBadge state={backup.verification} isShort />,
            },
            ...(backup.encrypted
              ? [
                  {
                    label: t('backupDetail.settings.encrypted'),
                    value: (
                      <StatusBadge
                        tone="neutral"
                        icon={<RiLockLine />}
                        label={backup.encryptionKeyId ?? t('common.labels.yes')}
                      />
                    ),
                  },
                ]
              : []),
            ...(backup.pinned
              ? [{ label: t('backupDetail.pinned'), value: <PinSign /> }]
              : []),
          ]}
        />
        <Container>
          <Flex direction="column" gap="4">
            <BackupProblem backup={backup} onReload={onReload} />
            <RefusedDeletion backup={backup} onChanged={onChanged} />
            {running && (
              <BackupRun
                backup={backup}
                job={running}
                feed={feed}
                onChanged={onChanged}
              />
            )}
            <Tabs>
              <TabList
                aria-label={t('backupDetail.tabs.label')}
                className={styles.tabs}
              >
                <Tab id="overview">{t('backupDetail.tabs.overview')}</Tab>
                <Tab id="contents">{t('backupDetail.tabs.contents')}</Tab>
                <Tab id="verification">
                  {t('backupDetail.tabs.verification')}
                </Tab>
                <Tab id="log">{t('backupDetail.tabs.log')}</Tab>
                <Tab id="settings">{t('backupDetail.tabs.settings')}</Tab>
              </TabList>
              <TabPanel id="overview" className={styles.panel}>
                <BackupSummary backup={backup} onChanged={onChanged} />
              </TabPanel>
              <TabPanel id="contents" className={styles.panel}>
                <BackupContentsTab backup={backup} />
              </TabPanel>
              <TabPanel id="verification" className={styles.panel}>
                <VerificationTab backup={backup} onChanged={onChanged} />
              </TabPanel>
              <TabPanel id="log" className={styles.panel}>
                <BackupLogTab backup={backup} running={running} feed={feed} />
              </TabPanel>
              <TabPanel id="settings" className={styles.panel}>
                <BackupSettings backup={backup} />
              </TabPanel>
            </Tabs>
          </Flex>
        </Container>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}
