import { aPolicy, CONFIG, facts, runs } from '../__testUtils__/facts';
import { evaluateSuccessRate } from './evaluateSuccessRate';

function evaluate(outcomes: string, config = CONFIG.successRate) {
  return evaluateSuccessRate(
    facts({
      policies: [aPolicy()],
      runs: new Map([['p1', runs(outcomes)]]),
    }),
    config,
  );
}

describe('evaluateSuccessRate', () => {
  it('finds a policy of which too many runs failed', () => {
    expect(evaluate('-+++-+++++')).toEqual([
      {
        key: 'successRate:p1',
        kind: 'successRate',
        level: 'warning',
        policyId: 'p1',
        ownerRef: 'group:default/ops',
        message: "2 of the last 10 runs of policy 'nightly' failed",
        details: { runs: 10, failed: 2, below: 0.9 },
      },
    ]);
  });

  it('is worse where more fail than not', () => {
    expect(evaluate('----++')).toMatchObject([{ level: 'error' }]);
  });

  it.each([
    ['exactly the threshold', '-+++++++++'],
    ['too few runs to judge', '----'],
    ['no runs', ''],
    ['cancelled ones', 'xxx+++++++'],
    ['a run under way', '>++++++'],
  ])('says nothing of %s', (_, outcomes) => {
    expect(evaluate(outcomes)).toEqual([]);
  });

  it('looks at the last runs only', () => {
    const config = { runs: 5, below: 0.9, atLeast: 5 };
    expect(evaluate('+++++-----', config)).toEqual([]);
    expect(evaluate('-++++', config)).toHaveLength(1);
    expect(evaluate('x-++++', config)).toHaveLength(1);
  });
});
