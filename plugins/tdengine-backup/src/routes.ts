import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The plugin's page; its tabs are the lists. */
export const rootRouteRef = createRouteRef();

// All others lie below it, which is how both frontend systems find them, and keeps them out of the sidebar.

/** The list of backups. */
export const backupsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/backups',
});

/** The list of restores. */
export const restoresRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/restores',
});

/** One backup. */
export const backupRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/backups/:backupId',
});

/** The wizard that restores one backup. */
export const restoreBackupRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/backups/:backupId/restore',
});

/** The wizard where the backup is still to be chosen. */
export const newRestoreRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/restore',
});

/** One restore. */
export const restoreRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/restores/:restoreId',
});

/** What takes how much of which target. */
export const storageRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/storage',
});

/** The list of policies. */
export const policiesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policies',
});

/** The editor with a new policy. */
export const newPolicyRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policies/new',
});

/** One policy. */
export const policyRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policies/:policyId',
});

/** The editor with a policy that there is. */
export const editPolicyRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/policies/:policyId/edit',
});
