import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PlanRestoreRequest,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-common';
import { useLocation } from 'react-router-dom';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleBackup,
  samplePlan,
  serverError,
} from '../../__testUtils__';
import { RestoreWizard } from './RestoreWizard';

// A person's way through all steps takes many clicks.
jest.setTimeout(60_000);

const NAME = 'backup_20261121_060000';
const EXECUTE = 'tdengine-backup.restore.execute';

function Where() {
  return <output aria-label="Where">{useLocation().pathname}</output>;
}

function renderWizard(options: Parameters<typeof renderPage>[1] = {}) {
  return renderPage(
    <>
      <RestoreWizard />
      <Where />
    </>,
    {
      path: '/tdengine-backup/backups/backup-good/restore',
      mountPath: '/tdengine-backup/backups/:backupId/restore',
      ...options,
    },
  );
}

/** The wizard without a backup, on a page that stays when the wizard leads elsewhere. */
function renderNew(options: Parameters<typeof renderPage>[1] = {}) {
  return renderWizard({
    path: '/tdengine-backup/restore',
    mountPath: '/tdengine-backup/*',
    ...options,
  });
}

async function next() {
  await userEvent.click(screen.getByRole('button', { name: 'Next' }));
}

async function reach(step: 'Destination' | 'Existing data' | 'Preview') {
  await screen.findByRole('heading', { name: 'Contents' });
  for (const heading of ['Destination', 'Existing data', 'Preview']) {
    await next();
    await screen.findByRole('heading', { name: heading });
    if (heading === step) {
      return;
    }
  }
}

function lastPlan(api: FakeTdengineBackupApi): PlanRestoreRequest {
  return api.callsOf('planRestore').at(-1)![0] as PlanRestoreRequest;
}

describe('RestoreWizard', () => {
  it('leads from a backup to a restore under another name', async () => {
    const { api } = renderNew();

    await userEvent.click(
      await screen.findByRole('button', { name: `Choose ${NAME}` }),
    );
    expect(
      await screen.findByRole('radio', { name: /Everything in the backup/ }),
    ).toBeChecked();
    await next();

    expect(await screen.findByText('Connected')).toBeInTheDocument();
    expect(
      screen.getByText(/TDengine 3.3.7.5 · community · 12 ms/),
    ).toBeInTheDocument();
    expect(await screen.findByText('Exists there')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Add “_restored”' }),
    );
    expect(
      screen.getByRole('textbox', { name: 'New name of power' }),
    ).toHaveValue('power_restored');
    expect(screen.getByText('Is created')).toBeInTheDocument();
    await next();

    expect(
      await screen.findByText(/None of the databases exists/),
    ).toBeInTheDocument();
    await next();

    expect(await screen.findByText('Ready to restore')).toBeInTheDocument();
    expect(lastPlan(api)).toEqual({
      backupId: 'backup-good',
      instance: 'production',
      conflict: 'refuse',
      rename: { power: 'power_restored' },
      options: { keep: 'original' },
    });
    const meters = screen.getByRole('row', { name: /meters/ });
    expect(within(meters).getByText('Create')).toBeInTheDocument();
    expect(
      within(meters).getByText('power_restored.meters'),
    ).toBeInTheDocument();
    await next();

    expect(
      await screen.findByText(/Only new databases and tables are created/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByText('Production, power as power_restored'),
    ).toHaveLength(2);
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Remark' }),
      'Drill',
    );
    const start = screen.getByRole('button', { name: 'Start the restore' });
    await waitFor(() => expect(start).toBeEnabled());
    expect(api.callsOf('createRestore')).toHaveLength(0);
    await userEvent.click(start);

    await waitFor(() =>
      expect(screen.getByLabelText('Where')).toHaveTextContent(
        /^\/tdengine-backup\/restores\/restore-\d+$/,
      ),
    );
    expect(api.callsOf('createRestore')).toEqual([
      [
        {
          ...lastPlan(api),
          planToken: 'plan-power_restored-refuse',
          remark: 'Drill',
          idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      ],
    ]);
  });

  it('does not start anything by a double click on the way to the last step', async () => {
    const { api } = renderWizard();
    await reach('Destination');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add “_restored”' }),
    );
    await next();
    await next();
    await screen.findByText('Ready to restore');

    await userEvent.dblClick(screen.getByRole('button', { name: 'Next' }));
    expect(
      await screen.findByRole('button', { name: 'Start the restore' }),
    ).toBeInTheDocument();
    expect(api.callsOf('createRestore')).toHaveLength(0);
  });

  it('restores single tables and child tables of a period', async () => {
    const { api } = renderWizard();
    await userEvent.click(
      await screen.findByRole('radio', { name: /Chosen databases and tables/ }),
    );
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
    expect(
      screen.getByText('Choose at least one database or table.'),
    ).toBeInTheDocument();

    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'events, Normal table' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the tables of meters' }),
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'd1003, Child table' }),
    );
    const meters = screen.getByRole('checkbox', {
      name: 'meters, Super table',
    }) as HTMLInputElement;
    expect(meters.indeterminate).toBe(true);
    expect(
      screen.queryByRole('checkbox', { name: 'd1051, Child table' }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show 50 more' }));
    expect(
      await screen.findByRole('checkbox', { name: 'd1051, Child table' }),
    ).toBeInTheDocument();

    await reach('Preview');
    await waitFor(() =>
      expect(lastPlan(api).selection).toEqual({
        tables: [
          { database: 'power', name: 'events' },
          { database: 'power', name: 'd1003' },
        ],
      }),
    );
    expect(
      screen.getByRole('button', { name: /^Contents \(done\)/ }),
    ).toHaveTextContent('Parts of power');
  });

  it('finds tables by name', async () => {
    const { api } = renderWizard();
    await userEvent.click(
      await screen.findByRole('radio', { name: /Chosen databases and tables/ }),
    );
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search tables' }),
      'balance',
    );

    await waitFor(() =>
      expect(
        screen.queryByRole('checkbox', { name: 'events, Normal table' }),
      ).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByRole('checkbox', { name: 'v_balance, Virtual table' }),
    ).toBeInTheDocument();
    expect(api.callsOf('getBackupContents').at(-1)).toEqual([
      'backup-good',
      expect.objectContaining({ database: 'power', search: 'balance' }),
    ]);
  });

  it('names all others where only one table is left out', async () => {
    const { api } = renderWizard();
    await userEvent.click(
      await screen.findByRole('radio', { name: /Chosen databases and tables/ }),
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'power, Database' }),
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'meters, Super table' }),
    );
    await reach('Preview');

    await waitFor(() =>
      expect(lastPlan(api).selection?.tables?.map(({ name }) => name)).toEqual([
        'phases_of_every_transformer_in_the_northern_region_with_a_long_name',
        'events',
        'v_balance',
      ]),
    );
  });

  it('explains why a name will not do', async () => {
    renderWizard();
    await reach('Destination');
    const name = await screen.findByRole('textbox', {
      name: 'New name of power',
    });
    await userEvent.clear(name);
    await userEvent.type(name, 'power.1');

    expect(
      await screen.findByText('A name cannot contain a dot.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
  });

  it('says when the destination does not answer, and asks again', async () => {
    const { api } = renderWizard({
      api: FakeTdengineBackupApi.create({
        backups: [sampleBackup({ instance: 'edge' })],
      }),
    });
    await reach('Destination');

    expect(
      await screen.findByText('The instance does not answer'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Check that taosAdapter runs/)).toBeInTheDocument();
    const before = api.callsOf('getInstance').length;
    await userEvent.click(screen.getByRole('button', { name: 'Test again' }));
    expect(api.callsOf('getInstance').length).toBe(before + 1);
  });

  it('shows what stands in the way, and the way around it', async () => {
    renderWizard();
    await reach('Preview');

    expect(
      await screen.findByText('This stands in the way'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Database power exists on the instance/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
    expect(screen.getAllByText('Conflict').length).toBeGreaterThan(0);

    await userEvent.click(
      screen.getByRole('button', { name: 'Change how to treat it' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Existing data' }),
    ).toHaveFocus();
  });

  it('has the name typed before anything is replaced', async () => {
    const { api } = renderWizard();
    await reach('Existing data');
    await userEvent.click(
      screen.getByRole('radio', { name: /Replace what exists/ }),
    );
    await next();
    expect(
      await screen.findByText('Ready to restore into existing data'),
    ).toBeInTheDocument();
    await next();

    expect(
      await screen.findByText(/Tables in power are removed/),
    ).toBeInTheDocument();
    const start = screen.getByRole('button', { name: 'Replace and restore' });
    const field = screen.getByRole('textbox', {
      name: 'Type power to confirm',
    });
    await userEvent.type(field, 'Power');
    expect(await screen.findByText('This does not match.')).toBeInTheDocument();
    expect(start).toBeDisabled();

    await userEvent.clear(field);
    await userEvent.type(field, 'power');
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    await waitFor(() =>
      expect(api.callsOf('createRestore')).toEqual([
        [expect.objectContaining({ confirmation: 'power' })],
      ]),
    );
  });

  it('warns that a whole database goes where it is replaced as such', async () => {
    const plan = (request: PlanRestoreRequest): RestorePlan => {
      const sample = samplePlan(request);
      return {
        ...sample,
        objects: sample.objects.map(object => ({
          ...object,
          action: object.kind === 'database' ? 'replace' : 'create',
        })),
      };
    };
    renderWizard({ api: FakeTdengineBackupApi.create({ plan }) });
    await reach('Existing data');
    await userEvent.click(
      screen.getByRole('radio', { name: /Replace what exists/ }),
    );
    await next();
    await screen.findByText('Ready to restore into existing data');
    await next();

    expect(
      await screen.findByText(/power is removed with everything in it/),
    ).toBeInTheDocument();
  });

  describe('when the plan is refused', () => {
    async function confirmRefused(api: FakeTdengineBackupApi) {
      renderWizard({ api });
      await reach('Existing data');
      await userEvent.click(
        screen.getByRole('radio', { name: /Add to what exists/ }),
      );
      await next();
      await screen.findByText('Ready to restore into existing data');
      await next();
      await userEvent.type(
        await screen.findByRole('textbox', { name: 'Type power to confirm' }),
        'power',
      );
      const start = screen.getByRole('button', { name: 'Start the restore' });
      await waitFor(() => expect(start).toBeEnabled());
      await userEvent.click(start);
      await screen.findByRole('heading', { name: 'Preview' });
    }

    it('plans again, says why and marks what is different', async () => {
      const api = FakeTdengineBackupApi.create();
      let version = 1;
      api.plan = request => {
        const plan = samplePlan(request);
        return {
          ...plan,
          token: `version-${version}`,
          objects: plan.objects.map(object =>
            object.name === 'events' && version > 1
              ? { ...object, notes: ['It has 7 rows'] }
              : object,
          ),
        };
      };
      const create = jest
        .spyOn(api, 'createRestore')
        .mockImplementationOnce(async () => {
          version = 2;
          throw await serverError(409, 'The plan no longer holds');
        });
      await confirmRefused(api);

      expect(
        await screen.findByText(
          'The destination has changed since the plan was made',
        ),
      ).toBeInTheDocument();
      const events = screen.getByRole('row', { name: /events/ });
      expect(within(events).getByText('Changed')).toBeInTheDocument();
      expect(screen.getAllByText('Changed')).toHaveLength(1);

      await next();
      const field = await screen.findByRole('textbox', {
        name: 'Type power to confirm',
      });
      expect(field).toHaveValue('');
      await userEvent.type(field, 'power');
      const start = screen.getByRole('button', { name: 'Start the restore' });
      await waitFor(() => expect(start).toBeEnabled());
      await userEvent.click(start);
      await waitFor(() => expect(create).toHaveBeenCalledTimes(2));
      expect(create.mock.calls.map(([request]) => request.planToken)).toEqual([
        'version-1',
        'version-2',
      ]);
    });

    it('shows the words of the server where the plan is still the same', async () => {
      const api = FakeTdengineBackupApi.create();
      api.failures.set(
        'createRestore',
        await serverError(409, 'Another restore writes into power'),
      );
      await confirmRefused(api);

      expect(
        await screen.findByText('Another restore writes into power'),
      ).toBeInTheDocument();
      expect(screen.getByText('The restore was not begun')).toBeInTheDocument();
    });
  });

  it('keeps everything and shows the error when the server fails', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'createRestore',
      await serverError(503, 'The database of the portal does not answer'),
    );
    renderWizard({ api });
    await reach('Destination');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add “_restored”' }),
    );
    await next();
    await next();
    await screen.findByText('Ready to restore');
    await next();
    const start = await screen.findByRole('button', {
      name: 'Start the restore',
    });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);

    expect(
      await screen.findByText('The database of the portal does not answer'),
    ).toBeInTheDocument();
    expect(start).toBeEnabled();
  });

  it('says why there is no plan, and tries again', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'planRestore',
      await serverError(503, 'TDengine did not answer within 5 s'),
    );
    renderWizard({ api });
    await reach('Preview');
    expect(
      await screen.findByText('TDengine did not answer within 5 s'),
    ).toBeInTheDocument();

    api.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText('This stands in the way'),
    ).toBeInTheDocument();
  });

  it('goes back to a step with its choices kept', async () => {
    renderWizard();
    await reach('Existing data');
    await userEvent.click(
      screen.getByRole('radio', { name: /Add to what exists/ }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /^Destination \(done\)/ }),
    );
    await screen.findByRole('heading', { name: 'Destination' });
    await next();

    expect(
      await screen.findByRole('radio', { name: /Add to what exists/ }),
    ).toBeChecked();
  });

  it('tells whoever may not restore which permission is missing', async () => {
    renderWizard({ denied: [EXECUTE] });

    expect(
      await screen.findByText(new RegExp(`permission ${EXECUTE} is missing`)),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Next' }),
    ).not.toBeInTheDocument();
  });

  it('refuses a backup that is not complete', async () => {
    renderWizard({ path: '/tdengine-backup/backups/backup-failed/restore' });

    expect(
      await screen.findByText('This backup cannot be restored'),
    ).toBeInTheDocument();
    expect(screen.getByText(/in the state “Failed”/)).toBeInTheDocument();
  });

  it('says what to do where there is no backup', async () => {
    renderNew({ api: FakeTdengineBackupApi.create({ backups: [] }) });

    expect(
      await screen.findByText('There is no backup to restore'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Go to the backups' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups');
  });

  it('offers only backups that are complete, and searches them', async () => {
    const { api } = renderNew();

    expect(
      await screen.findByRole('button', { name: `Choose ${NAME}` }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Choose weather nightly' }),
    ).not.toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('searchbox', { name: /Search by name/ }),
      'nowhere',
    );
    expect(
      await screen.findByText('No backup matches “nowhere”'),
    ).toBeInTheDocument();
    expect(api.callsOf('getBackups').at(-1)).toEqual([
      expect.objectContaining({
        state: ['available', 'partially-failed'],
        search: 'nowhere',
      }),
    ]);
  });

  it('speaks Chinese', async () => {
    renderWizard({ language: 'zh' });

    expect(
      await screen.findByRole('heading', { name: '恢复内容' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: /备份中的全部内容/ }),
    ).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: '下一步' }));
    expect(await screen.findByText('已存在')).toBeInTheDocument();
  });
});
