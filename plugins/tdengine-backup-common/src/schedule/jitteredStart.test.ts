import { cronSchedule } from './__testUtils__/schedules';
import { jitteredStart } from './jitteredStart';
import { nextRuns } from './runs';

const START = new Date('2026-01-01T00:00:00Z');
const IDS = Array.from({ length: 300 }, (_, index) => `policy-${index}`);

function delays(cron: string, jitterSeconds: number, more = {}): number[] {
  const schedule = cronSchedule(cron, 'Europe/Berlin', {
    jitterSeconds,
    ...more,
  });
  const [planned] = nextRuns(schedule, START, 1);
  return IDS.map(
    id =>
      (jitteredStart(schedule, planned, id).getTime() - planned.getTime()) /
      1000,
  );
}

describe('jitteredStart', () => {
  it('is the planned time where there is no jitter', () => {
    const planned = new Date('2026-01-01T01:00:00Z');
    const schedule = cronSchedule('0 2 * * *', 'Europe/Berlin');
    expect(jitteredStart(schedule, planned, 'a')).toEqual(planned);
  });

  it('is the same on every replica, for ever', () => {
    const schedule = cronSchedule('0 2 * * *', 'UTC', { jitterSeconds: 3600 });
    const starts = nextRuns(schedule, START, 3).map(planned =>
      jitteredStart(schedule, planned, 'policy-1').toISOString(),
    );
    expect(starts).toEqual([
      '2026-01-01T02:25:39.000Z',
      '2026-01-02T02:47:29.000Z',
      '2026-01-03T02:57:34.000Z',
    ]);
  });

  it('spreads policies over the whole window and not beyond', () => {
    const found = delays('0 2 * * *', 600);
    expect(Math.min(...found)).toBeLessThan(30);
    expect(Math.max(...found)).toBeGreaterThan(570);
    expect(Math.max(...found)).toBeLessThanOrEqual(600);
    const firstHalf = found.filter(delay => delay < 300).length;
    expect(firstHalf).toBeGreaterThan(IDS.length * 0.4);
    expect(firstHalf).toBeLessThan(IDS.length * 0.6);
    expect(found.every(delay => Number.isInteger(delay))).toBe(true);
  });

  it('stays a minute away from the next planned time', () => {
    const found = delays('*/5 * * * *', 86_400);
    expect(Math.max(...found)).toBeGreaterThan(220);
    expect(Math.max(...found)).toBeLessThanOrEqual(240);
    expect(delays('* * * * *', 30).every(delay => delay === 0)).toBe(true);
  });

  it('ends before hours to keep clear of', () => {
    const blackout = [{ from: '02:01', to: '05:00' }];
    expect(Math.max(...delays('0 2 * * *', 3600, { blackout }))).toBe(59);
  });

  it('adds nothing to a time that is no longer planned', () => {
    const schedule = cronSchedule('0 2 * * *', 'UTC', {
      jitterSeconds: 600,
      blackout: [{ from: '12:00', to: '13:00' }],
    });
    const old = new Date('2026-01-01T12:30:00Z');
    expect(jitteredStart(schedule, old, 'policy-1')).toEqual(old);
  });
});
