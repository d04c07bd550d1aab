import { facts } from '../__testUtils__/facts';
import { evaluateRepair } from './evaluateRepair';

describe('evaluateRepair', () => {
  it('tells of each copy that nobody tries to make again any more, and why', () => {
    expect(
      evaluateRepair(
        facts({
          lostCopies: [
            {
              backupId: 'b1',
              backupName: 'weekly',
              target: 'nas',
              ownerRef: 'group:default/ops',
              policyId: 'p1',
              error: 'the disk is full',
            },
            { backupId: 'b1', backupName: 'weekly', target: 's3' },
          ],
        }),
      ),
    ).toEqual([
      {
        key: 'repair:b1:nas',
        kind: 'repair',
        level: 'warning',
        backupId: 'b1',
        policyId: 'p1',
        ownerRef: 'group:default/ops',
        target: 'nas',
        message:
          "The copy of backup 'weekly' on target 'nas' could not be repaired and is not tried any more: the disk is full",
        details: {
          backupName: 'weekly',
          target: 'nas',
          error: 'the disk is full',
        },
      },
      expect.objectContaining({ key: 'repair:b1:s3' }),
    ]);
    expect(evaluateRepair(facts())).toEqual([]);
  });
});
