import { cronSchedule } from './__testUtils__/schedules';
import { nextRun, plannedBetween, previousRun } from './runs';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'UTC'];

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

// The limits are ten times what two idle cores take, so that only a change of order breaks them.
describe('Speed', () => {
  it('plans 500 policies in a fraction of a second', () => {
    const schedules = Array.from({ length: 500 }, (_, index) =>
      cronSchedule(`${index % 60} ${index % 24} * * *`, ZONES[index % 4], {
        blackout: [{ from: '08:00', to: '18:00' }],
      }),
    );
    const now = new Date('2026-03-28T12:00:00Z');
    const took = milliseconds(() =>
      schedules.forEach(schedule => nextRun(schedule, now)),
    );
    expect(took).toBeLessThan(500);
  });

  it('looks over a long gap without walking through it', () => {
    const schedule = cronSchedule('* * * * *', 'Europe/Berlin');
    const then = new Date('2016-01-01T00:00:00Z');
    const now = new Date('2026-01-01T00:00:00Z');
    const took = milliseconds(() => {
      expect(plannedBetween(schedule, then, now, 100)).toHaveLength(100);
      expect(previousRun(schedule, now)?.toISOString()).toBe(
        '2025-12-31T23:59:00.000Z',
      );
    });
    expect(took).toBeLessThan(200);
  });
});
