import { sampleBackup } from '../../../__testUtils__';
import { EVERYTHING, NOTHING, select } from './selection';
import {
  canReach,
  Choices,
  startWizard,
  Step,
  stepProblem,
  WizardAction,
  wizardReducer,
  WizardState,
} from './wizardState';

const backup = sampleBackup({ databases: ['power', 'weather'] });

function after(start: WizardState, ...actions: WizardAction[]): WizardState {
  return actions.reduce(wizardReducer, start);
}

function changed(choices: Partial<Choices>): WizardAction {
  return { type: 'changed', choices };
}

describe('wizardState', () => {
  it('begins with the choice of a backup, and after it where it is known', () => {
    expect(startWizard().step).toBe('backup');
    expect(startWizard(backup)).toMatchObject({
      step: 'contents',
      choices: { instance: 'production', conflict: 'refuse', keep: 'original' },
    });
  });

  it('forgets choices that were about another backup, and keeps them for the same', () => {
    const state = after(startWizard(backup), changed({ conflict: 'merge' }));

    expect(
      after(state, { type: 'wentBack' }, { type: 'backupChosen', backup })
        .choices.conflict,
    ).toBe('merge');
    expect(
      after(state, {
        type: 'backupChosen',
        backup: sampleBackup({ id: 'other', instance: 'edge' }),
      }).choices,
    ).toMatchObject({ conflict: 'refuse', instance: 'edge' });
  });

  it('goes through its steps one by one', () => {
    const steps: Step[] = [];
    let state = startWizard(backup);
    for (let count = 0; count < 6; count += 1) {
      steps.push(state.step);
      state = after(state, { type: 'wentOn' });
    }
    expect(steps).toEqual([
      'contents',
      'destination',
      'options',
      'preview',
      'confirm',
      'confirm',
    ]);
    expect(after(state, { type: 'wentBack' }).step).toBe('preview');
  });

  it.each<[Step, Partial<Choices>, string]>([
    ['contents', { selection: NOTHING }, 'nothingSelected'],
    [
      'contents',
      { from: '2026-01-02T00:00:00Z', to: '2026-01-02T00:00:00Z' },
      'emptyTimeRange',
    ],
    ['destination', { instance: '' }, 'noInstance'],
    ['destination', { names: { power: 'weather' } }, 'names'],
    ['options', { batchSize: 0 }, 'numbers'],
    ['options', { batchSize: 16_385 }, 'numbers'],
    ['options', { vgroups: 1.5 }, 'numbers'],
    ['options', { replica: Number.NaN }, 'numbers'],
  ])('does not go on from %s with %p', (step, choices, problem) => {
    const state = after(
      startWizard(backup),
      { type: 'wentTo', step },
      changed(choices),
    );

    expect(stepProblem(state, step)).toBe(problem);
    expect(after(state, { type: 'wentOn' }).step).toBe(step);
  });

  it('does not mind the name of a database that is not restored', () => {
    const state = after(
      startWizard(backup),
      changed({
        selection: select(EVERYTHING, { database: 'weather' }, false),
        names: { power: 'weather' },
      }),
    );

    expect(stepProblem(state, 'destination')).toBeUndefined();
  });

  it('lets nobody jump over a problem, nor to the confirmation of a plan that is not on the screen', () => {
    const broken = after(startWizard(backup), changed({ selection: NOTHING }));
    expect(canReach(broken, 'backup')).toBe(true);
    expect(canReach(broken, 'contents')).toBe(true);
    expect(canReach(broken, 'preview')).toBe(false);
    expect(after(broken, { type: 'wentTo', step: 'preview' }).step).toBe(
      'contents',
    );

    const fine = startWizard(backup);
    expect(canReach(fine, 'preview')).toBe(true);
    expect(canReach(fine, 'confirm')).toBe(false);
  });

  it('looks at the destination again whenever the preview is come to', () => {
    const start = startWizard(backup);
    const preview = after(start, { type: 'wentTo', step: 'preview' });
    const again = after(preview, { type: 'wentOn' }, { type: 'wentBack' });

    expect([start.visits, preview.visits, again.visits]).toEqual([0, 1, 2]);
    expect(after(again, { type: 'wentOn' }).visits).toBe(2);
  });

  it('asks again for the confirmation when the plan may have changed', () => {
    const confirmed = after(startWizard(backup), {
      type: 'confirmationTyped',
      confirmation: 'power',
    });

    expect(after(confirmed, { type: 'remarkTyped', remark: 'x' })).toEqual({
      ...confirmed,
      remark: 'x',
    });
    expect(
      after(confirmed, changed({ conflict: 'replace' })).confirmation,
    ).toBe('');
    expect(after(confirmed, { type: 'planRefused' })).toMatchObject({
      step: 'preview',
      confirmation: '',
    });
  });
});
