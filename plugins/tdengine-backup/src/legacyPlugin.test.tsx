import { FlatRoutes } from '@backstage/core-app-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import {
  tdengineBackupApiRef,
  tdengineBackupOverviewApiRef,
  tdengineBackupPolicyApiRef,
} from './api';
import { EntityTdengineBackupCard, TdengineBackupPage } from './legacy';
import { FakeTdengineBackupApi } from './__testUtils__/FakeTdengineBackupApi';
import { FakeTdengineBackupOverviewApi } from './__testUtils__/FakeTdengineBackupOverviewApi';
import { FakeTdengineBackupPolicyApi } from './__testUtils__/FakeTdengineBackupPolicyApi';

const show = (path: string) =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [tdengineBackupApiRef, FakeTdengineBackupApi.create()],
        [tdengineBackupPolicyApiRef, FakeTdengineBackupPolicyApi.create()],
        [tdengineBackupOverviewApiRef, FakeTdengineBackupOverviewApi.create()],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <FlatRoutes>
        <Route path="/tdengine-backup" element={<TdengineBackupPage />} />
        <Route
          path="/entity"
          element={
            <EntityProvider
              entity={{
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'Resource',
                metadata: {
                  name: 'power-data',
                  annotations: {
                    'tdengine.com/instance': 'production',
                    'tdengine.com/database': 'power',
                  },
                },
              }}
            >
              <EntityTdengineBackupCard />
            </EntityProvider>
          }
        />
      </FlatRoutes>
    </TestApiProvider>,
    { routeEntries: [path] },
  );

describe('in the old frontend system', () => {
  it('lists backups, with links to each', async () => {
    await show('/tdengine-backup/backups');

    expect(
      await screen.findByRole('link', { name: 'backup_20261121_060000' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-good');
    expect(screen.getByRole('tab', { name: 'Restores' })).toBeInTheDocument();
  });

  it('shows one backup', async () => {
    await show('/tdengine-backup/backups/backup-good');

    expect(
      await screen.findByText('Before the migration of the meters'),
    ).toBeInTheDocument();
  });

  it('begins with the overview', async () => {
    await show('/tdengine-backup');
    expect(
      await screen.findByText(/has had no good backup for too long/),
    ).toBeVisible();
  });

  it('shows what takes how much storage', async () => {
    await show('/tdengine-backup/storage');
    expect(
      await screen.findByRole('region', { name: 'By policy' }),
    ).toBeVisible();
  });

  it('lists policies', async () => {
    await show('/tdengine-backup/policies');
    expect(
      await screen.findByRole('link', { name: 'nightly power' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly');
  });

  it('has the editor of policies', async () => {
    await show('/tdengine-backup/policies/new');
    expect(
      await screen.findByRole('button', { name: 'Create policy' }),
    ).toBeVisible();
  });

  it('shows the card of an entity', async () => {
    await show('/entity');

    expect(
      await screen.findByRole('region', { name: 'TDengine backup' }),
    ).toBeInTheDocument();
  });
});
