import { Entity } from '@backstage/catalog-model';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import {
  readSampleTemplate,
  runTemplate,
} from './__testUtils__/sampleTemplate';
import { useWholeBackend } from './__testUtils__/useWholeBackend';

jest.setTimeout(120_000);

const API = '/api/tdengine-backup/v1';

/** Reads a backup back, as a template of one step. */
const VERIFY_TEMPLATE = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'verify', namespace: 'default' },
  spec: {
    type: 'test',
    steps: [
      {
        id: 'verify',
        name: 'Verify',
        action: 'tdengine:backup:verify',
        input: {
          backupId: '${{ parameters.backupId }}',
          deep: '${{ parameters.deep }}',
        },
      },
    ],
    output: {
      text: [
        {
          title: 'Result',
          content:
            '${{ steps.verify.output.verification }} ${{ steps.verify.output.ok }}',
        },
      ],
    },
  },
};

function annotated(database: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'meters',
      namespace: 'default',
      annotations: {
        'tdengine.com/instance': 'sample',
        'tdengine.com/database': database,
      },
    },
  };
}

describe('a policy of a template, with everything behind it', () => {
  const whole = useWholeBackend(database => [
    readSampleTemplate('backup-policy'),
    VERIFY_TEMPLATE,
    annotated(database),
  ]);
  const { database } = whole;
  const values = {
    entity: 'resource:default/meters',
    name: 'every night',
    cron: '0 2 * * *',
    timeZone: 'Europe/Berlin',
    days: 7,
    keepLast: 3,
  };

  const makePolicy = (other: object = {}) =>
    runTemplate(whole.server, 'tdengine-backup-policy', {
      ...values,
      ...other,
    });

  async function verify(parameters: { backupId: string; deep?: boolean }) {
    const { status, events } = await runTemplate(
      whole.server,
      'verify',
      parameters,
    );
    return { status, told: JSON.stringify(events) };
  }

  async function policies() {
    const { body } = await request(whole.server).get(`${API}/policies`);
    return body.items;
  }

  it('makes the policy, once', async () => {
    const { status, events } = await makePolicy();
    const log = events.map(({ body }) => body.message).join('\n');

    expect([status, log]).toEqual(['completed', expect.any(String)]);
    const [policy, ...others] = await policies();
    expect(others).toEqual([]);
    expect(policy).toMatchObject({
      name: 'every night',
      ownerRef: 'user:default/mock',
      enabled: true,
      instance: 'sample',
      scope: { databases: [database] },
      schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'Europe/Berlin' },
      retention: { days: 7, keepLast: 3 },
    });
    const { output } = events.find(({ type }) => type === 'completion')!.body;
    expect(output.links[0].url).toBe(`/tdengine-backup/policies/${policy.id}`);
    expect(output.text[0].content).toContain(policy.nextRunAt);

    // As when the step is run a second time.
    const again = await makePolicy();
    expect(again.status).toBe('completed');
    expect(JSON.stringify(again.events)).toContain(
      `There is a policy named 'every night' of user:default/mock already, which says the same; it is taken as it is`,
    );
    const other = await makePolicy({ days: 8 });
    expect(other.status).toBe('failed');
    expect(JSON.stringify(other.events)).toContain(
      `There is a policy named 'every night' of user:default/mock already (${policy.id}), with another retention; choose another name or change that one`,
    );
    expect(await policies()).toHaveLength(1);
  });

  it('says why the backend refuses', async () => {
    const { status, events } = await makePolicy({
      name: 'of others',
      owner: 'group:default/others',
    });

    expect(status).toBe('failed');
    expect(JSON.stringify(events)).toContain(
      `The owner 'group:default/others' is neither you nor a group of yours`,
    );
  });

  it('verifies what the policy made, and fails when it is damaged', async () => {
    const [policy] = await policies();
    const { body: run } = await request(whole.server).post(
      `${API}/policies/${policy.id}/run`,
    );
    const backup = async () =>
      (await request(whole.server).get(`${API}/backups/${run.backupId}`)).body;
    while ((await backup()).state === 'creating') {
      await sleep(50);
    }

    const good = await verify({ backupId: run.backupId, deep: true });
    expect(good).toEqual({
      status: 'completed',
      told: expect.stringContaining('verified true'),
    });

    const file = readdirSync(whole.storage, { recursive: true })
      .map(String)
      .find(name => name.endsWith('.zip'));
    truncateSync(join(whole.storage, file!), 100);
    const bad = await verify({ backupId: run.backupId });
    expect(bad).toEqual({
      status: 'failed',
      told: expect.stringMatching(/The verification failed: (?!The verif)/),
    });
    expect(await backup()).toMatchObject({ verification: 'failed' });
  });
});
