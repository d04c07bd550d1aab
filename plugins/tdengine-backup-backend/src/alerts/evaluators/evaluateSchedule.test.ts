import { aPolicy, facts } from '../__testUtils__/facts';
import { evaluateSchedule } from './evaluateSchedule';

const plannedAt = new Date('2026-01-31T02:00:00Z');

describe('evaluateSchedule', () => {
  it('tells of a policy that did not run', () => {
    expect(
      evaluateSchedule(
        facts({
          policies: [aPolicy()],
          missed: [
            { policyId: 'p1', plannedAt, missedRuns: 3, reason: 'It was down' },
          ],
        }),
      ),
    ).toEqual([
      {
        key: 'schedule:p1',
        kind: 'schedule',
        level: 'warning',
        policyId: 'p1',
        ownerRef: 'group:default/ops',
        message:
          "Policy 'nightly' did not run at 2026-01-31T02:00:00.000Z: It was down",
        details: { plannedAt: '2026-01-31T02:00:00.000Z', missedRuns: 3 },
      },
    ]);
  });

  it('says nothing of one that is off', () => {
    expect(
      evaluateSchedule(
        facts({ missed: [{ policyId: 'p1', plannedAt, missedRuns: 1 }] }),
      ),
    ).toEqual([]);
  });
});
