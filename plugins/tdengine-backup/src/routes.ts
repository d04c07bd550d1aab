import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The plugin's page; its tabs are the lists. */
export const rootRouteRef = createRouteRef();

/** The list of backups. */
export const backupsRouteRef = createRouteRef();

/** The list of restores. */
export const restoresRouteRef = createRouteRef();

/** One backup. */
export const backupRouteRef = createRouteRef({ params: ['backupId'] });

/** The wizard that restores one backup. */
export const restoreBackupRouteRef = createRouteRef({ params: ['backupId'] });

/** The wizard where the backup is still to be chosen. It has no page ref of its own, which would put it into the sidebar. */
export const newRestoreRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/restore',
});

/** One restore. */
export const restoreRouteRef = createRouteRef({ params: ['restoreId'] });
