import { renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { ReactElement } from 'react';
import { SWRConfig } from 'swr';
import {
  tdengineBackupApiRef,
  tdengineBackupOverviewApiRef,
  tdengineBackupPolicyApiRef,
} from '../api';
import { rootRouteRef } from '../routes';
import { FakeTdengineBackupApi } from './FakeTdengineBackupApi';
import { FakeTdengineBackupOverviewApi } from './FakeTdengineBackupOverviewApi';
import { FakeTdengineBackupPolicyApi } from './FakeTdengineBackupPolicyApi';

interface Options {
  api?: FakeTdengineBackupApi;
  policyApi?: FakeTdengineBackupPolicyApi;
  overviewApi?: FakeTdengineBackupOverviewApi;
  /** The URL the page is shown at, such as `/tdengine-backup/backups/backup-good`. */
  path?: string;
  /** The pattern that the path matches, such as `/tdengine-backup/backups/:backupId`. */
  mountPath?: string;
  /** Names of permissions that the user lacks. */
  denied?: string[];
  language?: 'en' | 'zh';
}

/** Shows a page as a user of the portal sees it, against the backend in memory. */
export function renderPage(element: ReactElement, options: Options = {}) {
  const {
    api = FakeTdengineBackupApi.create(),
    policyApi = FakeTdengineBackupPolicyApi.create(),
    overviewApi = FakeTdengineBackupOverviewApi.create(),
    denied = [],
    language = 'en',
  } = options;
  // The portal remembers the language, and tests of one file share the memory.
  window.localStorage.setItem('language', language);
  // Permissions are remembered by SWR for all that is rendered, which one test must not leave to the next.
  const fresh = (
    <SWRConfig value={{ provider: () => new Map() }}>{element}</SWRConfig>
  );
  const view = renderInTestApp(fresh, {
    initialRouteEntries: [options.path ?? '/'],
    mountPath: options.mountPath,
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'zh'],
                defaultLanguage: language,
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    apis: [
      [tdengineBackupApiRef, api],
      [tdengineBackupPolicyApiRef, policyApi],
      [tdengineBackupOverviewApiRef, overviewApi],
      [
        permissionApiRef,
        {
          authorize: async ({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          }),
        },
      ],
    ],
    mountedRoutes: { '/tdengine-backup': rootRouteRef },
  });
  return { api, policyApi, overviewApi, ...view };
}
