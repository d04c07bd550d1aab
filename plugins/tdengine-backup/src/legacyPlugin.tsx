import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/core-plugin-api';
import {
  DefaultTdengineBackupApi,
  DefaultTdengineBackupOverviewApi,
  DefaultTdengineBackupPolicyApi,
  tdengineBackupApiRef,
  tdengineBackupOverviewApiRef,
  tdengineBackupPolicyApiRef,
} from './api';
import { rootRouteRef } from './routes';

const legacyRootRouteRef = convertLegacyRouteRef(rootRouteRef);

/**
 * TDengine Backup in a portal of the old frontend system.
 * @public
 */
export const tdengineBackupPlugin = createPlugin({
  id: 'tdengine-backup',
  routes: { root: legacyRootRouteRef },
  apis: [
    createApiFactory({
      api: tdengineBackupApiRef,
      deps: {
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
        identityApi: identityApiRef,
      },
      factory: dependencies => DefaultTdengineBackupApi.create(dependencies),
    }),
    createApiFactory({
      api: tdengineBackupPolicyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: dependencies =>
        DefaultTdengineBackupPolicyApi.create(dependencies),
    }),
    createApiFactory({
      api: tdengineBackupOverviewApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: dependencies =>
        DefaultTdengineBackupOverviewApi.create(dependencies),
    }),
  ],
});

/**
 * The page with backups, restores and all below: `<Route path="/tdengine-backup" element={<TdengineBackupPage />} />`.
 * @public
 */
export const TdengineBackupPage = tdengineBackupPlugin.provide(
  createRoutableExtension({
    name: 'TdengineBackupPage',
    mountPoint: legacyRootRouteRef,
    component: () =>
      import('./components/legacy').then(m => m.LegacyBackupPage),
  }),
);

/**
 * The backups of an entity's database, for `EntityLayout.Route`.
 * @public
 */
export const EntityTdengineBackupContent = tdengineBackupPlugin.provide(
  createComponentExtension({
    name: 'EntityTdengineBackupContent',
    component: {
      lazy: () =>
        import('./components/legacy').then(m => m.LegacyEntityBackupsContent),
    },
  }),
);

/**
 * Whether an entity's database could be restored today, for an entity's overview.
 * @public
 */
export const EntityTdengineBackupCard = tdengineBackupPlugin.provide(
  createComponentExtension({
    name: 'EntityTdengineBackupCard',
    component: {
      lazy: () =>
        import('./components/legacy').then(m => m.LegacyEntityBackupCard),
    },
  }),
);
