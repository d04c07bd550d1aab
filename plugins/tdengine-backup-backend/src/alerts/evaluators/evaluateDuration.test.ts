import { aPolicy, CONFIG, facts, runs } from '../__testUtils__/facts';
import { evaluateDuration } from './evaluateDuration';

function evaluate(
  outcomes: string,
  minutes: number[],
  config = CONFIG.duration,
) {
  return evaluateDuration(
    facts({
      policies: [aPolicy()],
      runs: new Map([['p1', runs(outcomes, minutes)]]),
    }),
    config,
  );
}

describe('evaluateDuration', () => {
  it('finds a run that took much longer than those before', () => {
    expect(evaluate('++++++', [30, 10, 12, 8, 10, 11])).toEqual([
      {
        key: 'duration:p1',
        kind: 'duration',
        level: 'warning',
        policyId: 'p1',
        backupId: 'b0',
        ownerRef: 'group:default/ops',
        message:
          "The last run of policy 'nightly' took 30 minutes; usual are 10 minutes",
        details: {
          running: false,
          durationMs: 30 * 60_000,
          usualMs: 10 * 60_000,
          // Four spreads of one minute.
          longestMs: Math.round((10 + 4 * 1.4826) * 60_000),
        },
      },
    ]);
  });

  it('finds one under way as soon as it is too long', () => {
    const usual = [10, 12, 8, 10, 11];
    expect(evaluate('>+++++', [15, ...usual])).toEqual([]);
    expect(evaluate('>+++++', [20, ...usual])).toMatchObject([
      {
        details: { running: true },
        message: expect.stringContaining('16 minutes'),
      },
    ]);
  });

  it('says the same while it goes on', () => {
    const usual = [10, 12, 8, 10, 11];
    expect(evaluate('>+++++', [20, ...usual])).toEqual(
      evaluate('>+++++', [50, ...usual]),
    );
  });

  it('is not misled by one that was odd', () => {
    expect(
      evaluate('++++++++', [30, 10, 10, 500, 10, 10, 10, 10]),
    ).toHaveLength(1);
  });

  it.each([
    ['what varies as much', '++++++', [30, 10, 40, 12, 35, 20]],
    ['a difference within the tolerance', '++++++', [4, 1, 1, 1, 1, 1]],
    ['too few runs to judge', '+++++', [90, 10, 10, 10, 10]],
    ['failed runs', '-+++++', [90, 10, 10, 10, 10, 10]],
    ['no runs', '', []],
  ])('says nothing of %s', (_, outcomes, minutes) => {
    expect(evaluate(outcomes, minutes)).toEqual([]);
  });

  it('is over after a run that is as usual', () => {
    expect(evaluate('+++++++', [10, 90, 10, 12, 8, 10, 11])).toEqual([]);
  });
});
