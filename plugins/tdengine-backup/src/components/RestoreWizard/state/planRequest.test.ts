import { RestorePlan } from 'backstage-plugin-tdengine-backup-common';
import { sampleBackup } from '../../../__testUtils__';
import { planRequest, restoreRequest } from './planRequest';
import { EVERYTHING, select } from './selection';
import { startWizard } from './wizardState';

const backup = sampleBackup({ databases: ['power', 'weather'] });
const { choices } = startWizard(backup);
const plan: RestorePlan = {
  token: 'token-1',
  backupId: backup.id,
  instance: 'production',
  objects: [],
  totals: { rows: 0, tables: 0, bytes: 0 },
  blockers: [],
  warnings: [],
};

describe('planRequest', () => {
  it('says no more than what was chosen', () => {
    expect(planRequest(backup, choices, undefined)).toEqual({
      backupId: 'backup-good',
      instance: 'production',
      conflict: 'refuse',
      options: { keep: 'original' },
    });
  });

  it('carries every choice', () => {
    expect(
      planRequest(
        backup,
        {
          ...choices,
          instance: 'edge',
          names: { power: 'power_2' },
          conflict: 'merge',
          keep: 'extend',
          from: '2026-01-01T00:00:00Z',
          batchSize: 500,
          vgroups: 4,
          replica: 1,
        },
        { databases: ['power'] },
      ),
    ).toEqual({
      backupId: 'backup-good',
      instance: 'edge',
      conflict: 'merge',
      selection: { databases: ['power'] },
      rename: { power: 'power_2' },
      timeRange: { from: '2026-01-01T00:00:00Z' },
      batchSize: 500,
      options: { keep: 'extend', vgroups: 4, replica: 1 },
    });
  });

  it('renames only what is restored', () => {
    expect(
      planRequest(
        backup,
        {
          ...choices,
          selection: select(EVERYTHING, { database: 'power' }, false),
          names: { power: 'power_2', weather: 'weather_2' },
        },
        { databases: ['weather'] },
      ).rename,
    ).toEqual({ weather: 'weather_2' });
  });
});

describe('restoreRequest', () => {
  const request = planRequest(backup, choices, undefined);

  it('is bound to the plan that was seen', () => {
    expect(
      restoreRequest(request, plan, {
        confirmation: 'ignored',
        remark: '  ',
        idempotencyKey: 'key',
      }),
    ).toEqual({ ...request, planToken: 'token-1', idempotencyKey: 'key' });
  });

  it('carries what was typed where the plan asks for it', () => {
    expect(
      restoreRequest(
        request,
        { ...plan, confirmation: 'power' },
        { confirmation: 'power', remark: ' drill ', idempotencyKey: 'key' },
      ),
    ).toMatchObject({ confirmation: 'power', remark: 'drill' });
  });
});
