import { emptySchedule, fromSchedule, toSchedule } from './scheduleForm';

const ZONE = 'Asia/Shanghai';

describe('fromSchedule', () => {
  it.each([
    ['15 * * * *', 'hourly'],
    ['30 2 * * *', 'daily'],
    ['0 22 * * 1,3,5', 'weekly'],
    ['0 3 L * *', 'monthly'],
    ['0 3 31 * *', 'monthly'],
    ['*/15 * * * *', 'cron'],
    ['0 0 2 * * *', 'cron'],
    ['0 3 1 1,4,7,10 *', 'cron'],
    ['0 3 1 * MON', 'cron'],
    ['0 30 * * *', 'cron'],
  ])(
    'finds %s among the usual ones as %s, and says the same again',
    (cron, preset) => {
      const schedule = { kind: 'cron' as const, cron, timeZone: ZONE };
      const form = fromSchedule(schedule);

      expect(form.preset).toBe(preset);
      expect(toSchedule(form)).toEqual(schedule);
    },
  );

  it('keeps what an interval is counted from, the hours to keep clear of and the spread', () => {
    const schedule = {
      kind: 'interval' as const,
      hours: 5,
      anchor: '2026-01-30T18:00:00.000Z',
      timeZone: ZONE,
      blackout: [{ from: '22:00', to: '06:00' }],
      jitterSeconds: 90,
    };
    const form = fromSchedule(schedule);

    expect(form.countedFrom).toBe('2026-01-31T02:00');
    expect(toSchedule(form)).toEqual(schedule);
  });

  it('leaves an interval without a beginning without one', () => {
    const schedule = { kind: 'interval' as const, hours: 6, timeZone: ZONE };

    expect(toSchedule(fromSchedule(schedule))).toEqual(schedule);
  });
});

describe('toSchedule', () => {
  it('has no expression where the time or the days are missing', () => {
    const form = emptySchedule(ZONE);

    expect(toSchedule({ ...form, time: '' }).cron).toBe('');
    expect(toSchedule({ ...form, preset: 'weekly', weekdays: [] }).cron).toBe(
      '',
    );
  });
});
