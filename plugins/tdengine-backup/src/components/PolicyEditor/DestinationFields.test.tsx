import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import {
  FakeTdengineBackupPolicyApi,
  renderPage,
  samplePolicy,
} from '../../__testUtils__';
import { EditPolicyPage } from './EditPolicyPage';

const click = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

async function type(row: string | RegExp, field: RegExp, text: string) {
  const group = await screen.findByRole('group', { name: row });
  const input = within(group).getByRole('textbox', { name: field });
  await userEvent.clear(input);
  if (text !== '') {
    await userEvent.type(input, text);
  }
  await userEvent.tab();
}

function open(change: Partial<Policy>, language?: 'en' | 'zh') {
  const policyApi = FakeTdengineBackupPolicyApi.create();
  policyApi.policies = [samplePolicy({ targets: ['local'], ...change })];
  renderPage(<EditPolicyPage />, {
    path: '/tdengine-backup/policies/policy-nightly/edit',
    mountPath: '/tdengine-backup/policies/:policyId/edit',
    policyApi,
    language,
  });
  return policyApi;
}

async function saved(policyApi: FakeTdengineBackupPolicyApi) {
  await click(/Save changes|保存修改/);
  await waitFor(() =>
    expect(policyApi.callsOf('updatePolicy').length).toBeGreaterThan(0),
  );
  return policyApi.callsOf('updatePolicy').at(-1)![1];
}

describe('the destinations of a policy', () => {
  it('move its backups from one target to another', async () => {
    const policyApi = open({});
    await click('Add a target');
    await click('Add a target');
    await type('Target 1', /Copied after/, '14');
    await type('Target 2', /Removed here/, '21');

    expect(await saved(policyApi)).toMatchObject({
      targets: ['local'],
      destinations: [
        { target: 'nas', afterDays: 14 },
        { target: 'local', keepDays: 21 },
      ],
    });
  });

  it('are taken away', async () => {
    const policyApi = open({
      destinations: [{ target: 'nas', afterDays: 7 }],
    });
    await click('Remove nas');

    const input = await saved(policyApi);
    expect(input).toMatchObject({ targets: ['local'] });
    expect((input as Policy).destinations).toBeUndefined();
  });

  it('are checked as the server does, each where it is wrong', async () => {
    const policyApi = open({
      destinations: [
        { target: 'nas', afterDays: 7, keepDays: 30 },
        { target: 'local', keepDays: 7 },
      ],
    });
    await type('Target 1', /Removed here/, '7');
    await type('Target 2', /Removed here/, '');
    await click('Save changes');

    const nas = await screen.findByRole('group', { name: 'Target 1' });
    expect(
      await within(nas).findByText(
        'It has to be removed later than it is made',
      ),
    ).toBeVisible();
    expect(
      await screen.findByText(
        'Say when a copy is made there, when it is removed there, or both',
      ),
    ).toBeVisible();
    expect(policyApi.callsOf('updatePolicy')).toEqual([]);
  });

  it('name a target that is not configured any more', async () => {
    const policyApi = open({
      targets: ['local', 'tape'],
      destinations: [{ target: 'moon', afterDays: 7 }],
    });
    expect(
      await screen.findByRole('button', {
        name: /^moon \(not configured any more\)/,
      }),
    ).toBeVisible();
    await click('Save changes');

    expect(
      await screen.findByText('There is no storage target moon any more.'),
    ).toBeVisible();
    expect(
      screen.getByText('There is no storage target tape any more.'),
    ).toBeVisible();
    expect(policyApi.callsOf('updatePolicy')).toEqual([]);
  });

  it('speak Chinese', async () => {
    open({ destinations: [{ target: 'local', afterDays: 7 }] }, 'zh');
    await click('保存修改');

    expect(
      await screen.findByText(/每次运行都会立即在此创建副本/),
    ).toBeVisible();
  });

  it('are compared with what somebody else made of them', async () => {
    const policyApi = open({
      destinations: [{ target: 'nas', afterDays: 7 }],
    });
    await type('Target 1', /Copied after/, '14');
    policyApi.policies = [
      samplePolicy({
        version: 4,
        targets: ['local'],
        destinations: [{ target: 'nas', afterDays: 3, keepDays: 90 }],
      }),
    ];
    await click('Save changes');

    const row = await screen.findByRole('row', { name: /Later copies/ });
    const cells = within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells).toEqual([
      'To nas when 7 days old',
      'To nas when 3 days old\nRemoved from nas when 90 days old',
      'To nas when 14 days old',
    ]);
  });
});
