import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import { DefaultTdengineBackupApi, tdengineBackupApiRef } from './api';
import {
  backupRouteRef,
  backupsRouteRef,
  restoreBackupRouteRef,
  restoreRouteRef,
  restoresRouteRef,
  rootRouteRef,
} from './routes';

const TITLE = 'TDengine Backup';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tdengineBackupApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: dependencies => DefaultTdengineBackupApi.create(dependencies),
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

const backupsPage = SubPageBlueprint.make({
  name: 'backups',
  params: {
    path: 'backups',
    title: 'Backups',
    routeRef: backupsRouteRef,
    loader: () =>
      import('./components/BackupsPage').then(m => <m.BackupsPage />),
  },
});

const restoresPage = SubPageBlueprint.make({
  name: 'restores',
  params: {
    path: 'restores',
    title: 'Restores',
    routeRef: restoresRouteRef,
    loader: () =>
      import('./components/RestoresPage').then(m => <m.RestoresPage />),
  },
});

const backupPage = PageBlueprint.make({
  name: 'backup',
  params: {
    path: '/tdengine-backup/backups/:backupId',
    routeRef: backupRouteRef,
    loader: () => import('./components/BackupPage').then(m => <m.BackupPage />),
  },
});

const restoreBackupPage = PageBlueprint.make({
  name: 'restore-backup',
  params: {
    path: '/tdengine-backup/backups/:backupId/restore',
    routeRef: restoreBackupRouteRef,
    loader: () =>
      import('./components/RestoreWizard').then(m => <m.RestoreWizard />),
  },
});

// Without a route ref of its own, so that it does not appear in the sidebar beside the plugin's page.
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
    routeRef: restoreRouteRef,
    loader: () =>
      import('./components/RestorePage').then(m => <m.RestorePage />),
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
    restores: restoresRouteRef,
    backup: backupRouteRef,
    restoreBackup: restoreBackupRouteRef,
    restore: restoreRouteRef,
  },
  extensions: [
    api,
    page,
    backupsPage,
    restoresPage,
    backupPage,
    restoreBackupPage,
    newRestorePage,
    restorePage,
  ],
});
