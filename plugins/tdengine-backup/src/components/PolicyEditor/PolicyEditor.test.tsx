import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link } from 'react-router-dom';
import {
  FakeTdengineBackupPolicyApi,
  renderPage,
  samplePolicy,
  sampleRetentionPreview,
  serverError,
} from '../../__testUtils__';
import { browserTimeZone } from '../../hooks/timeZones';
import { EditPolicyPage } from './EditPolicyPage';
import { NewPolicyPage } from './NewPolicyPage';

type Options = Parameters<typeof renderPage>[1];

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

const region = async (name: string) => screen.findByRole('region', { name });

async function type(name: string | RegExp, text: string) {
  const field = await screen.findByRole('textbox', { name });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  return field;
}

async function choose(label: RegExp, option: string | RegExp) {
  await click('button', label);
  await click('option', option);
}

const showNew = (search = '', options: Options = {}) => {
  window.history.replaceState(
    undefined,
    '',
    `/tdengine-backup/policies/new${search}`,
  );
  return renderPage(<NewPolicyPage />, options);
};

const showEdit = (policyId = 'policy-nightly', options: Options = {}) =>
  renderPage(<EditPolicyPage />, {
    path: `/tdengine-backup/policies/${policyId}/edit`,
    mountPath: '/tdengine-backup/policies/:policyId/edit',
    ...options,
  });

const FOR_POWER = '?instance=production&database=power';

describe('a new policy', () => {
  it('is nearly there for a database that the URL names', async () => {
    const { policyApi } = showNew(FOR_POWER);

    expect(
      await screen.findByRole('checkbox', { name: 'power' }),
    ).toBeChecked();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('power');
    await click('button', 'Create policy');

    await waitFor(() =>
      expect(policyApi.callsOf('createPolicy')).toHaveLength(1),
    );
    const [input] = policyApi.callsOf('createPolicy')[0];
    expect(input).toMatchObject({
      name: 'power',
      enabled: true,
      instance: 'production',
      scope: { databases: ['power'] },
      schedule: {
        kind: 'cron',
        cron: '0 2 * * *',
        timeZone: browserTimeZone(),
      },
      retention: { days: 7, count: 10 },
      overlap: 'skip',
      graceMinutes: 1440,
      verify: true,
      notifications: {
        onFailure: true,
        onMissed: true,
        onSuccess: false,
        language: 'en',
      },
    });
    expect((input as { targets?: string[] }).targets).toBeUndefined();
  });

  it('says what is missing beside the fields, and leads to the first', async () => {
    const { policyApi } = showNew();
    const what = await region('What');
    expect(within(what).queryByText('Choose an instance.')).toBeNull();

    await click('button', 'Create policy');

    expect(await screen.findByText('Choose an instance.')).toBeVisible();
    expect(screen.getByText('Give it a name.')).toBeVisible();
    await waitFor(() =>
      expect(
        within(what).getByRole('button', { name: /TDengine instance/ }),
      ).toHaveFocus(),
    );
    await choose(/TDengine instance/, 'Production');
    expect(await screen.findByText('Choose what to back up.')).toBeVisible();
    expect(screen.queryByText('Choose an instance.')).toBeNull();
    expect(policyApi.callsOf('createPolicy')).toEqual([]);
  });

  it('says schedules in words and shows the next five runs as one types', async () => {
    showNew(FOR_POWER);
    const when = await region('When');
    expect(within(when).getByRole('status')).toHaveTextContent('At 02:00');

    await choose(/^Every day Repeat|Repeat/, 'Cron expression');
    const cron = await screen.findByRole('textbox', {
      name: 'Cron expression',
    });
    expect(cron).toHaveValue('0 2 * * *');
    await type('Cron expression', '30 22 * * MON-FRI');
    expect(within(when).getByRole('status')).toHaveTextContent(
      'At 22:30, Monday through Friday',
    );
    expect(
      within(
        within(when).getByRole('list', { name: 'The next runs' }),
      ).getAllByRole('listitem'),
    ).toHaveLength(5);

    await type('Cron expression', '61 * * * *');
    expect(
      await within(when).findByText("The minute field '61' is outside 0-59"),
    ).toBeVisible();
    expect(
      within(when).queryByRole('list', { name: 'The next runs' }),
    ).toBeNull();
  });

  it('plans in another time zone, and shows both clocks', async () => {
    showNew(FOR_POWER);
    const when = await region('When');
    const zone = within(when).getByRole('combobox', { name: /Time zone/ });
    await userEvent.clear(zone);
    await userEvent.type(zone, 'Shanghai');
    await click('option', 'Asia/Shanghai');

    expect(within(when).getByRole('status')).toHaveTextContent(
      'At 02:00 (Asia/Shanghai)',
    );
    expect(
      within(when).getByRole('list', { name: 'The next runs' }),
    ).toHaveTextContent(/02:00 GMT\+8/);
    expect(within(when).getByText(/Your time zone/)).toBeVisible();
  });

  it('projects what it comes to, and says that this is a projection', async () => {
    showNew(FOR_POWER);
    const keep = await region('How long');

    expect(
      await within(keep).findByText(/^A projection: there are no backups yet/),
    ).toBeVisible();
    expect(within(keep).getByText(/^After 30 days: 7 backups/)).toBeVisible();
    expect(
      within(keep).getByText(/^After 365 days: 7 backups, the oldest 6/),
    ).toBeVisible();
  });

  it('refuses to keep nothing', async () => {
    const { policyApi } = showNew(FOR_POWER);
    const keep = await region('How long');
    await userEvent.clear(within(keep).getByRole('textbox', { name: 'Days' }));
    await userEvent.clear(
      within(keep).getByRole('textbox', { name: 'Number of backups' }),
    );
    await click('button', 'Create policy');

    expect(
      await screen.findByText(/Without any rule every backup would go/),
    ).toBeVisible();
    expect(policyApi.callsOf('createPolicy')).toEqual([]);
  });

  it('carries all that is entered', async () => {
    const { policyApi } = showNew(FOR_POWER);
    await choose(/Repeat/, 'Every so many hours');
    await type('Hours between two runs', '8');
    const from = screen.getByLabelText('Counted from');
    const given = (from as HTMLInputElement).value;
    fireEvent.change(from, { target: { value: '' } });
    expect(
      await screen.findByText('A time or a day is missing.'),
    ).toBeVisible();
    fireEvent.change(from, { target: { value: given } });
    await click('button', 'Add hours to keep clear of');
    await type('Spread over minutes', '10');
    await choose(/While the run before/, 'A planned time waits');
    await type('Number of backups', '20');
    await click('radio', /^CSV/);
    await choose(/Packaging/, /Folder/);
    await type('Size limit (GiB)', '2');
    await click('switch', 'Of successful runs');
    await type(/E-mail addresses/, 'ops@example.com');
    await type(/Longest time without/, '48');
    await type('Name', 'shifts');
    await click('button', 'Create policy');

    await waitFor(() =>
      expect(policyApi.callsOf('createPolicy')).toHaveLength(1),
    );
    expect(policyApi.callsOf('createPolicy')[0][0]).toMatchObject({
      name: 'shifts',
      schedule: {
        kind: 'interval',
        hours: 8,
        anchor: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00.000Z$/),
        blackout: [{ from: '08:00', to: '18:00' }],
        jitterSeconds: 600,
      },
      retention: { days: 7, count: 20 },
      overlap: 'queue',
      format: 'csv',
      packaging: 'folder',
      sizeLimitBytes: 2 * 1024 ** 3,
      objectiveHours: 48,
      notifications: { onSuccess: true, addresses: ['ops@example.com'] },
    });
  }, 120_000);

  it('keeps what was entered when the server refuses it', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.failures.set(
      'createPolicy',
      await serverError(409, 'You have a policy named power'),
    );
    showNew(FOR_POWER, { policyApi });
    await type(/Description/, 'for the shift leaders');
    await click('button', 'Create policy');

    expect(
      await screen.findByText('You have a policy named power'),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /Description/ })).toHaveValue(
      'for the shift leaders',
    );
  });

  it('begins as a copy of another', async () => {
    showNew('?from=policy-nightly');

    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue(
      'nightly power (copy)',
    );
    expect(await region('When')).toHaveTextContent('At 02:00 (Asia/Shanghai)');
  });

  it('speaks Chinese', async () => {
    showNew(FOR_POWER, { language: 'zh' });

    const when = await region('运行时间');
    expect(within(when).getByRole('status')).toHaveTextContent('在 02:00');
    expect(
      await within(await region('保留多久')).findByText(/^这是推算/),
    ).toBeVisible();
  });
});

describe('a policy that there is', () => {
  it('is saved with the version that was changed', async () => {
    const { policyApi } = showEdit();
    await type('Name', 'nightly power and more');
    await click('button', 'Save changes');

    await waitFor(() =>
      expect(policyApi.callsOf('updatePolicy')).toEqual([
        [
          'policy-nightly',
          expect.objectContaining({
            version: 3,
            name: 'nightly power and more',
            scope: { databases: ['power'] },
            ownerRef: 'group:default/energy-platform',
          }),
        ],
      ]),
    );
  });

  it('becomes the property of whoever takes it over', async () => {
    const { policyApi } = showEdit();
    await choose(/Owner/, 'Me');
    await click('button', 'Save changes');

    await waitFor(() =>
      expect(policyApi.callsOf('updatePolicy')[0]).toEqual([
        'policy-nightly',
        expect.objectContaining({
          ownerRef: expect.stringMatching(/^user:/),
        }),
      ]),
    );
  });

  it('tries rules on its backups as one types', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create({
      preview: ({ retention }) => ({
        ...sampleRetentionPreview,
        keptBackups: retention.days === 7 ? 1 : 2,
      }),
    });
    showEdit('policy-nightly', { policyApi });

    expect(await screen.findByText(/^Kept: 2 of 3/)).toBeVisible();
    expect(
      screen.getByText(/^Goes because it is older than 30 days/),
    ).toBeVisible();
    const days = await type('Days', '7');
    await userEvent.tab();
    expect(days).toHaveValue('7');
    expect(await screen.findByText(/^Kept: 1 of 3/)).toBeVisible();
    expect(policyApi.callsOf('previewRetention').at(-1)).toEqual([
      {
        policyId: 'policy-nightly',
        retention: expect.objectContaining({ days: 7, keepMonthly: 12 }),
      },
    ]);
  });

  it('shows what somebody else changed meanwhile, and loses nothing', async () => {
    const { policyApi } = showEdit();
    await type('Name', 'mine');
    policyApi.policies = [
      samplePolicy({
        version: 4,
        updatedBy: 'user:default/zhang.min',
        retention: { days: 90, timeZone: 'Asia/Shanghai' },
      }),
    ];
    await click('button', 'Save changes');

    const conflict = await region(
      'Somebody else changed this policy meanwhile',
    );
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(conflict).toHaveTextContent(
      /user:default\/zhang.min saved version 4/,
    );
    const changed = within(conflict).getByRole('row', {
      name: /How long backups are kept/,
    });
    expect(changed).toHaveTextContent('younger than 90 days');
    expect(changed).toHaveTextContent('as before');
    expect(
      within(conflict).getByRole('link', { name: 'Look at their version' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly');
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('mine');

    await click('button', 'Take over theirs, keep my changes');
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('mine');
    expect(screen.getByRole('textbox', { name: 'Days' })).toHaveValue('90');
    await click('button', 'Save changes');
    await waitFor(() =>
      expect(policyApi.callsOf('updatePolicy').at(-1)).toEqual([
        'policy-nightly',
        expect.objectContaining({
          version: 4,
          name: 'mine',
          retention: { days: 90, timeZone: 'Asia/Shanghai' },
        }),
      ]),
    );
  });

  it('drops what was entered only when asked twice', async () => {
    const { policyApi } = showEdit();
    await type('Name', 'mine');
    policyApi.policies = [samplePolicy({ version: 4, name: 'theirs' })];
    await click('button', 'Save changes');
    await click('button', 'Drop my changes');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('What you entered is lost');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Drop my changes' }),
    );

    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue(
        'theirs',
      ),
    );
  });

  it('can be created anew where it was deleted meanwhile', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    showEdit('policy-nightly', { policyApi });
    await type('Name', 'mine');
    const gone = await serverError(404, 'There is no such policy');
    policyApi.failures.set('updatePolicy', gone);
    policyApi.failures.set('getPolicy', gone);
    await click('button', 'Save changes');

    await click('button', 'Create it anew');
    await click('button', 'Create policy');
    await waitFor(() =>
      expect(policyApi.callsOf('createPolicy')).toEqual([
        [expect.objectContaining({ name: 'mine' })],
      ]),
    );
  });

  it('says of a name that is taken just that', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.failures.set('updatePolicy', await serverError(409, 'Taken'));
    showEdit('policy-nightly', { policyApi });
    await type('Name', 'mine');
    await click('button', 'Save changes');

    expect(await screen.findByText('Taken')).toBeVisible();
    expect(screen.queryByText(/Somebody else/)).toBeNull();
  });

  it('asks before unsaved changes are left', async () => {
    showEdit();
    await type('Name', 'mine');
    await click('button', 'Cancel');

    expect(
      await screen.findByRole('dialog', { name: 'Leave without saving?' }),
    ).toBeVisible();
    await click('button', 'Keep editing');
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('mine');
  });

  it('asks before a link of the portal leads away from unsaved changes', async () => {
    const { policyApi } = renderPage(
      <>
        <Link to="/elsewhere">Elsewhere</Link>
        <EditPolicyPage />
      </>,
      {
        path: '/tdengine-backup/policies/policy-nightly/edit',
        mountPath: '/tdengine-backup/policies/:policyId/edit',
      },
    );
    const name = await type('Name', 'mine');
    await click('link', 'Elsewhere');

    expect(
      await screen.findByRole('dialog', { name: 'Leave without saving?' }),
    ).toBeVisible();
    await click('button', 'Keep editing');
    expect(name).toHaveValue('mine');

    await click('link', 'Elsewhere');
    await click('button', 'Leave');
    await waitFor(() => expect(name).not.toBeInTheDocument());
    expect(policyApi.callsOf('updatePolicy')).toEqual([]);
  });

  it('does not ask where nothing was changed', async () => {
    renderPage(
      <>
        <Link to="/elsewhere">Elsewhere</Link>
        <EditPolicyPage />
      </>,
      {
        path: '/tdengine-backup/policies/policy-nightly/edit',
        mountPath: '/tdengine-backup/policies/:policyId/edit',
      },
    );
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await click('link', 'Elsewhere');

    await waitFor(() => expect(name).not.toBeInTheDocument());
  });

  it('is not for a policy in the configuration', async () => {
    showEdit('policy-config');

    expect(
      await screen.findByText(/app-config.yaml under tdengineBackup.policies/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Duplicate it' })).toHaveAttribute(
      'href',
      '/tdengine-backup/policies/new?from=policy-config',
    );
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  });

  it('is not for those who may not change it', async () => {
    showEdit('policy-nightly', { denied: ['tdengine-backup.policy.update'] });

    expect(
      await screen.findByText(
        /The permission tdengine-backup.policy.update is missing/,
      ),
    ).toBeVisible();
  });
});
