import { compatWrapper } from '@backstage/core-compat-api';
import { Content, Header, Page, RoutedTabs } from '@backstage/core-components';
import { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useTranslation } from '../../hooks/useTranslation';
import { BackupPage } from '../BackupPage';
import { BackupsPage } from '../BackupsPage';
import { OverviewPage } from '../OverviewPage';
import { PoliciesPage } from '../PoliciesPage';
import { EditPolicyPage, NewPolicyPage } from '../PolicyEditor';
import { PolicyPage } from '../PolicyPage';
import { RestorePage } from '../RestorePage';
import { RestoresPage } from '../RestoresPage';
import { RestoreWizard } from '../RestoreWizard';
import { StoragePage } from '../StoragePage';

/** What the new frontend system draws around pages and routes to, for the old one. */
export function LegacyBackupPage() {
  return compatWrapper(<Shell />);
}

function Shell() {
  const { t } = useTranslation();
  const page = (content: ReactNode) => <Content>{content}</Content>;
  return (
    <Page themeId="tool">
      <Header title={t('common.product')} />
      <Routes>
        <Route
          path="/backups/:backupId/restore"
          element={page(<RestoreWizard />)}
        />
        <Route path="/backups/:backupId" element={page(<BackupPage />)} />
        <Route path="/restore" element={page(<RestoreWizard />)} />
        <Route path="/restores/:restoreId" element={page(<RestorePage />)} />
        <Route path="/policies/new" element={page(<NewPolicyPage />)} />
        <Route
          path="/policies/:policyId/edit"
          element={page(<EditPolicyPage />)}
        />
        <Route path="/policies/:policyId" element={page(<PolicyPage />)} />
        <Route
          path="/*"
          element={
            <RoutedTabs
              routes={[
                {
                  path: '/overview',
                  title: t('overview.title'),
                  children: <OverviewPage />,
                },
                {
                  path: '/backups',
                  title: t('backups.title'),
                  children: <BackupsPage />,
                },
                {
                  path: '/policies',
                  title: t('policies.title'),
                  children: <PoliciesPage />,
                },
                {
                  path: '/restores',
                  title: t('restores.title'),
                  children: <RestoresPage />,
                },
                {
                  path: '/storage',
                  title: t('storage.title'),
                  children: <StoragePage />,
                },
              ]}
            />
          }
        />
      </Routes>
    </Page>
  );
}
