/** @jest-environment @backstage/cli/config/jest-environment-jsdom */
import { cronSchedule } from './__testUtils__/schedules';
import { describeSchedule } from './describeSchedule';
import { nextRun } from './runs';

describe('In a browser', () => {
  it('plans and describes the same', () => {
    expect(typeof window).toBe('object');
    const schedule = cronSchedule('30 2 * * *', 'Europe/Berlin');
    const next = nextRun(schedule, new Date('2026-03-29T00:00:00Z'));
    expect(next?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(describeSchedule(schedule, 'zh')).toBe('在 02:30（Europe/Berlin）');
  });
});
