/** @jest-environment @backstage/cli/config/jest-environment-jsdom */
import {
  NOW,
  parseBackup,
  writeDecision,
} from './__testUtils__/retentionNotation';
import { applyRetention, describeRetentionDecision } from '.';

describe('In a browser', () => {
  it('decides and describes the same', () => {
    expect(typeof window).toBe('object');
    const decisions = applyRetention({
      rules: { keepDaily: 1, timeZone: 'Asia/Shanghai' },
      floor: 1,
      backups: [
        parseBackup('a 2026-11-20T17:00', NOW),
        parseBackup('b 2026-11-20T15:00', NOW),
      ],
      now: new Date(NOW),
    });

    expect(decisions.map(writeDecision)).toEqual([
      'a keep lastGood, keepDaily 2026-11-21 1/1; with the next',
      'b delete heldByNoRule',
    ]);
    expect(describeRetentionDecision(decisions[1], 'zh')).toBe(
      '删除，因为没有保留规则需要它。',
    );
  });
});
