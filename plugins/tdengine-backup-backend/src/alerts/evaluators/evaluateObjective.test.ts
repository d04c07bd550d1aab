import { aPolicy, facts, NOW } from '../__testUtils__/facts';
import { WatchedPolicy } from '../AlertFacts';
import { evaluateObjective } from './evaluateObjective';

const evaluate = (policy: Partial<WatchedPolicy>) =>
  evaluateObjective(facts({ policies: [aPolicy(policy)] }));
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

describe('evaluateObjective', () => {
  it('finds a policy without a good backup for too long', () => {
    const lastGoodAt = hoursAgo(25);
    expect(evaluate({ objectiveHours: 24, lastGoodAt })).toEqual([
      {
        key: 'objective:p1',
        kind: 'objective',
        level: 'error',
        policyId: 'p1',
        ownerRef: 'group:default/ops',
        message:
          "The last good backup of policy 'nightly' is of 2026-01-30T07:00:00.000Z; there should be one at least every 24 hours",
        details: {
          objectiveHours: 24,
          lastGoodAt: lastGoodAt.toISOString(),
        },
      },
    ]);
  });

  it('finds one that never had any', () => {
    expect(
      evaluate({ objectiveHours: 24, createdAt: hoursAgo(25) }),
    ).toMatchObject([
      { message: expect.stringContaining('no good backup yet') },
    ]);
    expect(evaluate({ objectiveHours: 24, createdAt: hoursAgo(23) })).toEqual(
      [],
    );
  });

  it('says nothing while it is met, or where there is none', () => {
    expect(evaluate({ objectiveHours: 24, lastGoodAt: hoursAgo(24) })).toEqual(
      [],
    );
    expect(evaluate({ lastGoodAt: hoursAgo(1000) })).toEqual([]);
  });
});
