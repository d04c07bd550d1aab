import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiDatabase2Line } from '@remixicon/react';
import {
  DefaultTdengineBackupApi,
  DefaultTdengineBackupOverviewApi,
  DefaultTdengineBackupPolicyApi,
  tdengineBackupApiRef,
  tdengineBackupOverviewApiRef,
  tdengineBackupPolicyApiRef,
} from './api';
import { isTdengineEntity } from './components/entity/entityReference';
import {
  backupRouteRef,
  backupsRouteRef,
  editPolicyRouteRef,
  newPolicyRouteRef,
  newRestoreRouteRef,
  policiesRouteRef,
  policyRouteRef,
  restoreBackupRouteRef,
  restoreRouteRef,
  restoresRouteRef,
  rootRouteRef,
  storageRouteRef,
} from './routes';

/** Short enough for the sidebar, which cuts what is longer. */
const TITLE = 'TDengine';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tdengineBackupApiRef,
      deps: {
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
        identityApi: identityApiRef,
      },
      factory: dependencies => DefaultTdengineBackupApi.create(dependencies),
    }),
});

const policyApi = ApiBlueprint.make({
  name: 'policies',
  params: defineParams =>
    defineParams({
      api: tdengineBackupPolicyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: dependencies =>
        DefaultTdengineBackupPolicyApi.create(dependencies),
    }),
});

const overviewApi = ApiBlueprint.make({
  name: 'overview',
  params: defineParams =>
    defineParams({
      api: tdengineBackupOverviewApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: dependencies =>
        DefaultTdengineBackupOverviewApi.create(dependencies),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/tdengine-backup',
    routeRef: rootRouteRef,
    title: TITLE,
    icon: <RiDatabase2Line />,
  },
});

const overviewPage = SubPageBlueprint.make({
  name: 'overview',
  params: {
    path: 'overview',
    title: 'Overview',
    loader: () =>
      import('./components/OverviewPage').then(m => <m.OverviewPage />),
  },
});

const storagePage = SubPageBlueprint.make({
  name: 'storage',
  params: {
    path: 'storage',
    title: 'Storage',
    loader: () =>
      import('./components/StoragePage').then(m => <m.StoragePage />),
  },
});

const backupsPage = SubPageBlueprint.make({
  name: 'backups',
  params: {
    path: 'backups',
    title: 'Backups',
    loader: () =>
      import('./components/BackupsPage').then(m => <m.BackupsPage />),
  },
});

const restoresPage = SubPageBlueprint.make({
  name: 'restores',
  params: {
    path: 'restores',
    title: 'Restores',
    loader: () =>
      import('./components/RestoresPage').then(m => <m.RestoresPage />),
  },
});

const policiesPage = SubPageBlueprint.make({
  name: 'policies',
  params: {
    path: 'policies',
    title: 'Policies',
    loader: () =>
      import('./components/PoliciesPage').then(m => <m.PoliciesPage />),
  },
});

const policyPage = PageBlueprint.make({
  name: 'policy',
  params: {
    path: '/tdengine-backup/policies/:policyId',
    loader: () => import('./components/PolicyPage').then(m => <m.PolicyPage />),
  },
});

const newPolicyPage = PageBlueprint.make({
  name: 'new-policy',
  params: {
    path: '/tdengine-backup/policies/new',
    loader: () =>
      import('./components/PolicyEditor').then(m => <m.NewPolicyPage />),
  },
});

const editPolicyPage = PageBlueprint.make({
  name: 'edit-policy',
  params: {
    path: '/tdengine-backup/policies/:policyId/edit',
    loader: () =>
      import('./components/PolicyEditor').then(m => <m.EditPolicyPage />),
  },
});

const backupPage = PageBlueprint.make({
  name: 'backup',
  params: {
    path: '/tdengine-backup/backups/:backupId',
    loader: () => import('./components/BackupPage').then(m => <m.BackupPage />),
  },
});

const restoreBackupPage = PageBlueprint.make({
  name: 'restore-backup',
  params: {
    path: '/tdengine-backup/backups/:backupId/restore',
    loader: () =>
      import('./components/RestoreWizard').then(m => <m.RestoreWizard />),
  },
});

const newRestorePage = PageBlueprint.make({
  name: 'new-restore',
  params: {
    path: '/tdengine-backup/restore',
    loader: () =>
      import('./components/RestoreWizard').then(m => <m.RestoreWizard />),
  },
});

const restorePage = PageBlueprint.make({
  name: 'restore',
  params: {
    path: '/tdengine-backup/restores/:restoreId',
    loader: () =>
      import('./components/RestorePage').then(m => <m.RestorePage />),
  },
});

const entityContent = EntityContentBlueprint.make({
  name: 'backups',
  params: {
    path: '/tdengine-backup',
    title: 'TDengine Backup',
    group: 'operation',
    icon: <RiDatabase2Line />,
    filter: isTdengineEntity,
    loader: () =>
      import('./components/entity').then(m => <m.EntityBackupsContent />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'protection',
  params: {
    filter: isTdengineEntity,
    loader: () =>
      import('./components/entity').then(m => <m.EntityBackupCard />),
  },
});

/**
 * Pages, entity tab and entity card of TDengine Backup.
 * @public
 */
export const tdengineBackupPlugin = createFrontendPlugin({
  pluginId: 'tdengine-backup',
  title: TITLE,
  icon: <RiDatabase2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    backups: backupsRouteRef,
    policies: policiesRouteRef,
    restores: restoresRouteRef,
    storage: storageRouteRef,
    policy: policyRouteRef,
    newPolicy: newPolicyRouteRef,
    editPolicy: editPolicyRouteRef,
    backup: backupRouteRef,
    newRestore: newRestoreRouteRef,
    restoreBackup: restoreBackupRouteRef,
    restore: restoreRouteRef,
  },
  extensions: [
    api,
    policyApi,
    overviewApi,
    page,
    overviewPage,
    backupsPage,
    policiesPage,
    restoresPage,
    storagePage,
    newPolicyPage,
    policyPage,
    editPolicyPage,
    backupPage,
    restoreBackupPage,
    newRestorePage,
    restorePage,
    entityContent,
    entityCard,
  ],
});
