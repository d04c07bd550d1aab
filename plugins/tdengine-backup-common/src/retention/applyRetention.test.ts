import { CALENDAR } from './__testUtils__/golden/calendar';
import { CLOCKS } from './__testUtils__/golden/clocks';
import { LIMITS } from './__testUtils__/golden/limits';
import { REFERENCES } from './__testUtils__/golden/references';
import { SAFETY } from './__testUtils__/golden/safety';
import {
  NOW,
  parseBackup,
  writeDecision,
} from './__testUtils__/retentionNotation';
import { applyRetention, RetentionRules } from '.';

describe('applyRetention', () => {
  it.each([...LIMITS, ...CALENDAR, ...CLOCKS, ...SAFETY, ...REFERENCES])(
    '$name',
    ({ rules, floor = 1, now = NOW, next, backups, expected }) => {
      const decisions = applyRetention({
        rules,
        floor,
        backups: backups.map(it => parseBackup(it, now)),
        now: new Date(now),
        nextBackupAt: next ? new Date(next) : undefined,
      });

      expect(decisions.map(writeDecision)).toEqual(expected);
    },
  );

  it('gives reasons with the values that a page needs to say them', () => {
    const decisions = applyRetention({
      rules: { days: 7, keepDaily: 1, timeZone: 'Asia/Shanghai' },
      floor: 1,
      backups: ['a 1h', 'b 2d locked:9d', 'c 8d'].map(it =>
        parseBackup(it, NOW),
      ),
      now: new Date(NOW),
    });

    expect(decisions).toEqual([
      {
        id: 'a',
        action: 'keep',
        reasons: [
          { code: 'lastGood' },
          { code: 'keepDaily', bucket: '2026-11-21', position: 1, count: 1 },
          { code: 'withinDays', days: 7, until: '2026-11-28T11:00:00.000Z' },
        ],
        goesWithNext: false,
      },
      {
        id: 'b',
        action: 'keep',
        reasons: [
          { code: 'locked', until: '2026-11-30T12:00:00.000Z' },
          { code: 'withinDays', days: 7, until: '2026-11-26T12:00:00.000Z' },
        ],
        goesOn: '2026-11-30T12:00:00.000Z',
        goesWithNext: false,
      },
      {
        id: 'c',
        action: 'delete',
        reasons: [
          {
            code: 'olderThanDays',
            days: 7,
            since: '2026-11-20T12:00:00.000Z',
          },
          { code: 'heldByNoRule' },
        ],
        goesWithNext: false,
      },
    ]);
  });

  describe('decides nothing where it could decide wrongly', () => {
    const backup = parseBackup('a 1d', NOW);
    const apply = (options: Partial<Parameters<typeof applyRetention>[0]>) =>
      applyRetention({
        rules: { days: 7, timeZone: 'UTC' },
        floor: 1,
        backups: [backup],
        now: new Date(NOW),
        ...options,
      });

    it.each([
      ['without a rule', {}, 'at least one of days, count'],
      ['with days that are none', { days: 0 }, "'days' must be a whole number"],
    ])('%s', (_, rules, message) => {
      expect(() => apply({ rules: rules as RetentionRules })).toThrow(message);
    });

    it.each(['yesterday', '2026-11-20', '2026-11-20T12:00:00', ''])(
      "with a backup of '%s'",
      createdAt => {
        expect(() => apply({ backups: [{ ...backup, createdAt }] })).toThrow(
          `'createdAt' of backup backup a (a) must be an ISO 8601 instant with an offset, not '${createdAt}'`,
        );
      },
    );

    it('with a lock that cannot be read', () => {
      expect(() =>
        apply({ backups: [{ ...backup, lockedUntil: 'for ever' }] }),
      ).toThrow("'lockedUntil' of backup backup a (a)");
    });

    it('with a backup that is there twice', () => {
      expect(() => apply({ backups: [backup, backup] })).toThrow('twice');
    });

    it.each([NaN, 1.5, Infinity])('with a floor of %s', floor => {
      expect(() => apply({ floor })).toThrow('floor');
    });

    it('without a valid clock', () => {
      expect(() => apply({ now: new Date(NaN) })).toThrow("'now'");
    });
  });
});
