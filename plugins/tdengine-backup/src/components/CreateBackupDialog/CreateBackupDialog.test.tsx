import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import {
  FakeTdengineBackupApi,
  FakeTdengineBackupOverviewApi,
  renderPage,
  sampleInstances,
  serverError,
} from '../../__testUtils__';
import { CreateBackupDialog } from './CreateBackupDialog';

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

function Where() {
  return <output>{useLocation().pathname}</output>;
}

function open(
  options: {
    api?: FakeTdengineBackupApi;
    overviewApi?: FakeTdengineBackupOverviewApi;
    initial?: { instance: string; database: string };
    language?: 'en' | 'zh';
  } = {},
) {
  const onClose = jest.fn();
  const view = renderPage(
    <>
      <Where />
      <CreateBackupDialog initial={options.initial} onClose={onClose} />
    </>,
    options,
  );
  return { ...view, onClose };
}

async function toScope() {
  await click('radio', /Production/);
  await screen.findByText('Connected');
  await click('button', 'Next: what to back up');
}

describe('CreateBackupDialog', () => {
  it('says how large it will be, and what is free', async () => {
    const { overviewApi } = open({
      initial: { instance: 'production', database: 'power' },
    });
    expect(
      await screen.findByText(
        /About 1\.2.GiB · as the last backup, backup_20261121_060000 · 40.GiB free on local/,
      ),
    ).toBeVisible();
    expect(overviewApi.callsOf('estimateBackup')).toEqual([
      [
        {
          instance: 'production',
          scope: { databases: ['power'] },
          targets: undefined,
          format: undefined,
        },
      ],
    ]);
    await click('radio', /^CSV/);
    await waitFor(() =>
      expect(overviewApi.callsOf('estimateBackup')[1]).toEqual([
        expect.objectContaining({ format: 'csv' }),
      ]),
    );
  });

  it('warns where it will not fit, and lets it be tried', async () => {
    const overviewApi = FakeTdengineBackupOverviewApi.create({
      estimate: {
        targets: [
          { target: 'nas', freeBytes: 90 * 2 ** 30, fits: true },
          { target: 'local', freeBytes: 2 ** 30, fits: false },
        ],
        neededBytes: 50 * 2 ** 30,
        basis: 'source',
      },
    });
    open({
      overviewApi,
      initial: { instance: 'production', database: 'power' },
    });
    expect(
      await screen.findByText(
        /will not fit: a run asks for 50.GiB of free space, and local has 1.GiB/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Create backup' })).toBeEnabled();
  });

  it('does not keep anybody from a backup where the size is not known', async () => {
    const overviewApi = FakeTdengineBackupOverviewApi.create();
    overviewApi.failures.set(
      'estimateBackup',
      await serverError(503, 'It did not say in time'),
    );
    open({
      overviewApi,
      initial: { instance: 'production', database: 'power' },
    });
    expect(
      await screen.findByText(
        'The size cannot be estimated: It did not say in time',
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Create backup' })).toBeEnabled();
  });

  it('backs up a ticked database and goes to it', async () => {
    const { api, onClose } = open();

    expect(
      await screen.findByRole('button', { name: 'Next: what to back up' }),
    ).toBeDisabled();
    await toScope();
    expect(screen.getByRole('button', { name: 'Next: how' })).toBeDisabled();
    await click('checkbox', 'power');
    expect(screen.getByText(/Chosen: 1 database/)).toHaveTextContent(
      'about 98,432,100 rows · 3 GiB at the source',
    );
    await click('button', 'Next: how');
    await userEvent.type(
      screen.getByRole('textbox', { name: /Name/ }),
      'before 4.2',
    );
    await click('button', 'Create backup');

    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(api.callsOf('createBackup')).toEqual([
      [
        expect.objectContaining({
          instance: 'production',
          name: 'before 4.2',
          scope: { databases: ['power'] },
          idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
        }),
      ],
    ]);
    expect(screen.getByText('/tdengine-backup/backups/backup-8')).toBeVisible();
  });

  it('loads the tables of a database when it is opened, and backs up single ones', async () => {
    const { api } = open();
    await toScope();
    await screen.findByRole('checkbox', { name: 'power' });
    expect(api.callsOf('getInstanceObjects')).toEqual([
      ['production', undefined],
    ]);

    await click('button', 'Show the tables of power');
    expect(await screen.findByText(/1,000 child tables/)).toBeVisible();
    await click('checkbox', 'meters');
    await click('checkbox', 'v_balance');

    expect(
      screen.getByRole('checkbox', { name: 'power' }),
    ).toBePartiallyChecked();
    expect(screen.getByText(/Chosen: 2 tables/)).toBeVisible();
    await click('button', 'Next: how');
    expect(screen.getByText('power.meters, power.v_balance')).toBeVisible();
    await click('button', 'Create backup');
    await waitFor(() =>
      expect(api.callsOf('createBackup')[0]).toEqual([
        expect.objectContaining({
          scope: {
            tables: [{ database: 'power', include: ['meters', 'v_balance'] }],
          },
        }),
      ]),
    );
  });

  it('finds databases and loaded tables by name', async () => {
    open();
    await toScope();
    await click('button', 'Show the tables of power');
    await screen.findByRole('checkbox', { name: 'meters' });

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search databases and tables' }),
      'event',
    );

    expect(screen.getByRole('checkbox', { name: 'events' })).toBeVisible();
    expect(screen.queryByRole('checkbox', { name: 'meters' })).toBeNull();
    expect(screen.queryByRole('checkbox', { name: 'weather' })).toBeNull();
  });

  it('says on which line a pattern is wrong', async () => {
    const { api } = open();
    await toScope();
    await click('radio', /By name patterns/);
    const field = screen.getByRole('textbox', { name: /Patterns/ });

    await userEvent.type(field, 'power{Enter}!weather');
    expect(await screen.findByRole('alert')).toHaveTextContent('Line 2');
    expect(screen.getByRole('button', { name: 'Next: how' })).toBeDisabled();

    await userEvent.clear(field);
    await userEvent.type(field, 'power.meters*{Enter}!power.meters_tmp');
    await click('button', 'Next: how');
    await click('button', 'Create backup');
    await waitFor(() =>
      expect(api.callsOf('createBackup')[0]).toEqual([
        expect.objectContaining({
          scope: {
            tables: [
              {
                database: 'power',
                include: ['meters*'],
                exclude: ['meters_tmp'],
              },
            ],
          },
        }),
      ]),
    );
  });

  it('does not go on with an instance that does not answer', async () => {
    const api = FakeTdengineBackupApi.create();
    open({ api });

    await click('radio', /Edge gateway/);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Check that taosAdapter runs there',
    );
    expect(
      screen.getByRole('button', { name: 'Next: what to back up' }),
    ).toBeDisabled();

    api.instances = sampleInstances.map(instance => ({
      ...instance,
      status: { reachable: true, version: '3.3.6.0', latencyMs: 3 },
    }));
    await click('button', 'Test again');
    expect(await screen.findByText('Connected')).toBeVisible();
  });

  it('says what to do where no instance is configured', async () => {
    open({ api: FakeTdengineBackupApi.create({ instances: [] }) });

    expect(
      await screen.findByText('No TDengine instance is configured'),
    ).toBeVisible();
    expect(screen.getByText(/tdengineBackup.instances/)).toBeVisible();
  });

  it('has the only instance chosen', async () => {
    open({
      api: FakeTdengineBackupApi.create({ instances: [sampleInstances[0]] }),
    });

    expect(await screen.findByText('Connected')).toBeVisible();
  });

  it('keeps what was entered when the server refuses it, and asks with the same key again', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'createBackup',
      await serverError(409, 'There is a backup named nightly'),
    );
    open({ api, initial: { instance: 'production', database: 'power' } });

    const name = await screen.findByRole('textbox', { name: /Name/ });
    await userEvent.type(name, 'nightly');
    await click('button', 'Create backup');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is a backup named nightly',
    );
    expect(name).toHaveValue('nightly');
    await click('button', 'Create backup');
    await userEvent.type(name, ' 2');
    await click('button', 'Create backup');

    await waitFor(() => expect(api.callsOf('createBackup')).toHaveLength(3));
    const keys = api
      .callsOf('createBackup')
      .map(
        ([request]) => (request as { idempotencyKey: string }).idempotencyKey,
      );
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('offers format, packaging, compression, targets and verification', async () => {
    const { api } = open({
      initial: { instance: 'production', database: 'power' },
    });

    expect(
      await screen.findByRole('radio', { name: /^Parquet.*DuckDB/ }),
    ).toBeInTheDocument();
    await click('radio', /^CSV/);
    await click('button', /Packaging/);
    await click('option', /Folder/);
    await click('button', /Compression/);
    await click('option', 'gzip');
    expect(screen.getByRole('textbox', { name: 'Level (0–9)' })).toHaveValue(
      '6',
    );
    expect(screen.getByText(/757 GiB free/)).toBeVisible();
    await click('button', /Storage targets/);
    await click('option', 'nas');
    await userEvent.keyboard('{Escape}');
    await click('switch', /Read back and verify/);
    expect(screen.getByText(/nobody knows whether/)).toBeVisible();
    await click('button', 'Create backup');

    await waitFor(() =>
      expect(api.callsOf('createBackup')[0]).toEqual([
        expect.objectContaining({
          format: 'csv',
          packaging: 'folder',
          compression: { algorithm: 'gzip', level: 6 },
          targets: ['local', 'nas'],
          verify: false,
        }),
      ]),
    );
  });

  it('offers encryption where the portal has a key, as it is configured', async () => {
    const { api } = open({
      initial: { instance: 'production', database: 'power' },
      api: FakeTdengineBackupApi.create({
        encryption: { keyId: 'plant-2026', byDefault: true },
      }),
    });

    const encrypt = await screen.findByRole('switch', { name: 'Encrypt' });
    expect(encrypt).toBeChecked();
    expect(screen.getByText(/With key plant-2026/)).toBeVisible();
    await click('switch', 'Encrypt');
    expect(screen.queryByText(/plant-2026/)).not.toBeInTheDocument();
    await click('button', 'Create backup');
    await waitFor(() =>
      expect(api.callsOf('createBackup')[0]).toEqual([
        expect.objectContaining({ encrypt: false }),
      ]),
    );
  });

  it('does not offer encryption where there is no key', async () => {
    open({ initial: { instance: 'production', database: 'power' } });

    await screen.findByRole('switch', { name: /Read back/ });
    expect(
      screen.queryByRole('switch', { name: 'Encrypt' }),
    ).not.toBeInTheDocument();
  });

  it('speaks Chinese', async () => {
    open({ language: 'zh' });

    const dialog = await screen.findByRole('dialog', { name: '创建备份' });
    expect(within(dialog).getByText('备份内容')).toBeVisible();
  });
});
