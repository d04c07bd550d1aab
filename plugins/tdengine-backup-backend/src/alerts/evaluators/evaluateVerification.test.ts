import { facts } from '../__testUtils__/facts';
import { evaluateVerification } from './evaluateVerification';

describe('evaluateVerification', () => {
  it('tells of each backup that is damaged, and why', () => {
    expect(
      evaluateVerification(
        facts({
          damaged: [
            {
              id: 'b1',
              name: 'weekly',
              ownerRef: 'group:default/ops',
              policyId: 'p1',
              verifiedAt: new Date('2026-01-31T07:00:00Z'),
              error: 'a file is missing',
              damage: { problem: 'missing', path: 'power/d0', problems: 2 },
            },
            { id: 'b2', name: 'other' },
          ],
        }),
      ),
    ).toEqual([
      {
        key: 'verification:b1',
        kind: 'verification',
        level: 'error',
        backupId: 'b1',
        policyId: 'p1',
        ownerRef: 'group:default/ops',
        message: "Backup 'weekly' is damaged: a file is missing",
        details: {
          backupName: 'weekly',
          verifiedAt: '2026-01-31T07:00:00.000Z',
          problem: 'missing',
          path: 'power/d0',
          problems: 2,
        },
      },
      expect.objectContaining({ key: 'verification:b2' }),
    ]);
    expect(evaluateVerification(facts())).toEqual([]);
  });
});
