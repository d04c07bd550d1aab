import { projectRetention } from './projectRetention';

const NOW = new Date('2026-11-21T08:00:00Z');
const NIGHTLY = {
  kind: 'cron' as const,
  cron: '0 2 * * *',
  timeZone: 'Asia/Shanghai',
};

describe('projectRetention', () => {
  it('fills up to what the days keep, and stays there', () => {
    const projection = projectRetention(NIGHTLY, { days: 30 }, NOW);

    expect(projection.days).toBe(365);
    expect(projection.runs).toBe(365);
    expect(projection.milestones.map(({ day, kept }) => [day, kept])).toEqual([
      [7, 7],
      [30, 30],
      [90, 30],
      [180, 30],
      [365, 30],
    ]);
    expect(Math.floor(projection.milestones[4].oldestDays ?? 0)).toBe(29);
    expect(projection.ages).toHaveLength(30);
  });

  it('keeps one of each month beside the days', () => {
    const { ages } = projectRetention(
      NIGHTLY,
      { days: 7, keepMonthly: 12, timeZone: 'Asia/Shanghai' },
      NOW,
    );

    expect(ages.filter(age => age < 7)).toHaveLength(7);
    expect(ages.filter(age => age >= 7).length).toBeGreaterThanOrEqual(11);
    expect(Math.max(...ages)).toBeGreaterThan(300);
  });

  it('looks less far where runs are many', () => {
    const projection = projectRetention(
      { kind: 'cron', cron: '* * * * *', timeZone: 'UTC' },
      { count: 10 },
      NOW,
    );

    expect(projection.days).toBe(1);
    expect(projection.moments.at(-1)?.kept).toBe(10);
  });
});
