import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import {
  FakeTdengineBackupApi,
  FakeTdengineBackupPolicyApi,
  renderPage,
  samplePolicy,
  serverError,
} from '../../__testUtils__';
import { EntityBackupCard } from './EntityBackupCard';
import { EntityBackupsContent } from './EntityBackupsContent';
import { isTdengineEntity } from './entityReference';

const entity = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'power-data', annotations },
});
const FULL = entity({
  'tdengine.com/instance': 'production',
  'tdengine.com/database': 'power',
});

const show = (
  of: Entity,
  element: ReactElement,
  options: Parameters<typeof renderPage>[1] = {},
) =>
  renderPage(<EntityProvider entity={of}>{element}</EntityProvider>, options);

describe('isTdengineEntity', () => {
  it('takes an entity with one of the annotations, so that it can be told of the other', () => {
    expect(isTdengineEntity(FULL)).toBe(true);
    expect(isTdengineEntity(entity({ 'tdengine.com/database': 'power' }))).toBe(
      true,
    );
    expect(isTdengineEntity(entity({}))).toBe(false);
  });
});

describe('EntityBackupsContent', () => {
  it('lists the backups of the database alone', async () => {
    const { api } = show(FULL, <EntityBackupsContent />);

    expect(
      await screen.findByRole('heading', {
        name: 'Backups of power on production',
      }),
    ).toBeVisible();
    expect(
      await screen.findByRole('row', { name: /backup_20261121_060000/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText('weather nightly')).toBeNull();
    expect(screen.queryByRole('columnheader', { name: 'Instance' })).toBeNull();
    expect(api.callsOf('getBackups')[0]).toEqual([
      expect.objectContaining({
        instance: ['production'],
        database: ['power'],
      }),
    ]);
  });

  it('backs the database up in two clicks', async () => {
    const { api } = show(FULL, <EntityBackupsContent />);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Back up now' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create backup' }),
    );

    await waitFor(() =>
      expect(api.callsOf('createBackup')[0]).toEqual([
        expect.objectContaining({
          instance: 'production',
          scope: { databases: ['power'] },
        }),
      ]),
    );
  });

  it('says which annotation is missing and what may stand there', async () => {
    show(
      entity({ 'tdengine.com/database': 'power' }),
      <EntityBackupsContent />,
    );

    expect(
      await screen.findByText(/The annotation/, { selector: 'p, span' }),
    ).toHaveTextContent(
      'The annotation tdengine.com/database is there, but tdengine.com/instance is missing.',
    );
    expect(
      await screen.findByText(/Configured are: production, edge/),
    ).toBeVisible();
    expect(screen.getByLabelText('Example')).toHaveTextContent(
      'tdengine.com/database: "power"',
    );
  });

  it('asks for both annotations in Chinese', async () => {
    show(entity({}), <EntityBackupsContent />, { language: 'zh' });

    expect(
      await screen.findByRole('region', { name: '这是哪个 TDengine 数据库？' }),
    ).toHaveTextContent('需要两个注解');
  });
});

describe('EntityBackupCard', () => {
  it('shows the last good backup and the newest one', async () => {
    show(FULL, <EntityBackupCard />);

    const card = await screen.findByRole('region', { name: 'TDengine backup' });
    expect(
      await screen.findByRole('link', { name: 'backup_20261121_060000' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-good');
    expect(card).toHaveTextContent('393 MiB');
    expect(card).toHaveTextContent('Verified');
    expect(
      screen.getByRole('link', { name: 'Open backup_20261121_075800' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-running');
    expect(screen.getByRole('link', { name: 'All backups' })).toHaveAttribute(
      'href',
      '/tdengine-backup/backups?instance=production&database=power',
    );
  });

  it('warns where nothing could be restored', async () => {
    show(FULL, <EntityBackupCard />, {
      api: FakeTdengineBackupApi.create({ backups: [] }),
    });

    expect(
      await screen.findByText('There is no good backup of this database'),
    ).toBeVisible();
  });

  it('says which policy protects the database, and when it runs next', async () => {
    const { policyApi } = show(FULL, <EntityBackupCard />, {
      policyApi: FakeTdengineBackupPolicyApi.create({
        policies: [
          samplePolicy({
            nextRunAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
          }),
        ],
      }),
    });

    const policies = await screen.findByRole('list', {
      name: 'Protection by policies',
    });
    expect(policies).toHaveTextContent(
      'Protected by nightly power · next run in 3 hours',
    );
    expect(screen.getByRole('link', { name: 'nightly power' })).toHaveAttribute(
      'href',
      '/tdengine-backup/policies/policy-nightly',
    );
    expect(policyApi.callsOf('getPolicies')[0]).toEqual([
      expect.objectContaining({
        instance: ['production'],
        database: ['power'],
      }),
    ]);
  });

  it('leads to a policy where none protects the database', async () => {
    show(FULL, <EntityBackupsContent />, {
      policyApi: FakeTdengineBackupPolicyApi.create({
        policies: [samplePolicy({ enabled: false })],
      }),
    });

    expect(
      await screen.findByText('No policy protects this database'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Protect this database' }),
    ).toHaveAttribute(
      'href',
      '/tdengine-backup/policies/new?instance=production&database=power',
    );
    expect(
      screen.getByRole('list', { name: 'Protection by policies' }),
    ).toHaveTextContent('nightly power would protect it, but is disabled');
  });

  it('says nothing of policies to those who may not see them', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    const refusal = await serverError(403, 'Not allowed');
    policyApi.failures.set('getPolicies', refusal);
    policyApi.failures.set('getScheduler', refusal);
    show(FULL, <EntityBackupCard />, { policyApi });

    expect(
      await screen.findByRole('link', { name: 'backup_20261121_060000' }),
    ).toBeVisible();
    expect(screen.queryByText('No policy protects this database')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
