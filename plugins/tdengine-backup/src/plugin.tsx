import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiDatabase2Line } from '@remixicon/react';
import { DefaultTdengineBackupApi, tdengineBackupApiRef } from './api';
import { isTdengineEntity } from './components/entity/entityReference';
import {
  backupRouteRef,
  backupsRouteRef,
  newRestoreRouteRef,
  restoreBackupRouteRef,
  restoreRouteRef,
  restoresRouteRef,
  rootRouteRef,
} from './routes';

/** Short enough for the sidebar, which cuts what is longer. */
const TITLE = 'TDengine';

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
    restores: restoresRouteRef,
    backup: backupRouteRef,
    newRestore: newRestoreRouteRef,
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
    entityContent,
    entityCard,
  ],
});
