import { cronSchedule } from './__testUtils__/schedules';
import { parseSchedule } from './checkSchedule';
import { describeSchedule } from './describeSchedule';

describe('describeSchedule', () => {
  it.each([
    ['0 2 * * *', 'At 02:00 (UTC)', '在 02:00（UTC）'],
    ['0 0 14 * * ?', 'At 14:00 (UTC)', '在 14:00（UTC）'],
    ['30 0 14 * * ?', 'At 14:00:30 (UTC)', '在 14:00:30（UTC）'],
    ['0 * * * *', 'Every hour (UTC)', '每小时（UTC）'],
    ['0 0-23 * * *', 'Every hour (UTC)', '每小时（UTC）'],
    ['0 0/15 * * * ?', 'Every 15 minutes (UTC)', '每隔 15 分钟（UTC）'],
    ['30 2,14 * * *', 'At 02:30 and 14:30 (UTC)', '在 02:30 和 14:30（UTC）'],
    [
      '0 3 * * MON-FRI',
      'At 03:00, Monday through Friday (UTC)',
      '在 03:00，星期一至星期五（UTC）',
    ],
    [
      '0 3 * * 7',
      'At 03:00, only on Sunday (UTC)',
      '在 03:00，仅星期日（UTC）',
    ],
    [
      '0 3 * * 5-7',
      'At 03:00, Friday through Sunday (UTC)',
      '在 03:00，星期五至星期日（UTC）',
    ],
    [
      '0 3 L * ?',
      'At 03:00, on the last day of the month (UTC)',
      '在 03:00，限每月的最后一天（UTC）',
    ],
    [
      '0 3 LW * ?',
      'At 03:00, on the last weekday of the month (UTC)',
      '在 03:00，限每月的最后一个工作日（UTC）',
    ],
    [
      '0 3 15W * ?',
      'At 03:00, on the weekday nearest day 15 of the month (UTC)',
      '在 03:00，限每月的最接近 15 号的工作日（UTC）',
    ],
    [
      '0 3 ? * FRIL',
      'At 03:00, on the last Friday of the month (UTC)',
      '在 03:00，限每月的最后一个星期五（UTC）',
    ],
    [
      '0 3 ? * 7L',
      'At 03:00, on the last Sunday of the month (UTC)',
      '在 03:00，限每月的最后一个星期日（UTC）',
    ],
    [
      '0 3 ? * MON#1,MON#3',
      'At 03:00, on the first Monday and third Monday of the month (UTC)',
      '在 03:00，限每月的第一个星期一和第三个星期一（UTC）',
    ],
    // Steps that do not divide the hour or the day are not "every 45 minutes".
    [
      '*/45 * * * *',
      'At 0 and 45 minutes past the hour (UTC)',
      '在整点后的第 0 和 45 分钟（UTC）',
    ],
    [
      '0 */7 * * *',
      'At 00:00, 07:00, 14:00 and 21:00 (UTC)',
      '在 00:00、07:00、14:00 和 21:00（UTC）',
    ],
    // Either day will do, in words too.
    [
      '0 3 1 * MON-FRI',
      'At 03:00, on day 1 of the month; or at 03:00, Monday through Friday (UTC)',
      '在 03:00，限每月 1 号；或者在 03:00，星期一至星期五（UTC）',
    ],
  ])('says %s', (cron, en, zh) => {
    expect(describeSchedule(cronSchedule(cron), 'en')).toBe(en);
    expect(describeSchedule(cronSchedule(cron), 'zh')).toBe(zh);
  });

  it('says intervals, from when they are counted in their own zone', () => {
    const base = { kind: 'interval', timeZone: 'Asia/Shanghai' };
    const hourly = parseSchedule({ ...base, hours: 1 });
    expect(describeSchedule(hourly, 'en')).toBe('Every hour (Asia/Shanghai)');
    expect(describeSchedule(hourly, 'zh')).toBe('每小时（Asia/Shanghai）');
    const counted = parseSchedule({
      ...base,
      hours: 6,
      anchor: '2026-01-30T18:00:00Z',
    });
    expect(describeSchedule(counted, 'en')).toBe(
      'Every 6 hours, counted from 2026-01-31 02:00 (Asia/Shanghai)',
    );
    expect(describeSchedule(counted, 'zh')).toBe(
      '每隔 6 小时，自 2026-01-31 02:00 起（Asia/Shanghai）',
    );
  });

  it('says hours to keep clear of, and the delay', () => {
    const schedule = cronSchedule('0 * * * *', 'Europe/Berlin', {
      blackout: [
        { from: '08:00', to: '12:00' },
        { from: '22:00', to: '06:00' },
      ],
      jitterSeconds: 300,
    });
    expect(describeSchedule(schedule, 'en')).toBe(
      'Every hour (Europe/Berlin); not in 08:00–12:00, 22:00–06:00, but at the end of it; up to 5 minutes later',
    );
    expect(describeSchedule(schedule, 'zh')).toBe(
      '每小时（Europe/Berlin）；避开 08:00–12:00、22:00–06:00，推迟到该时段结束；最多延后 5 分钟',
    );
  });

  it.each([
    [1, 'up to 1 second later', '最多延后 1 秒'],
    [90, 'up to 90 seconds later', '最多延后 90 秒'],
    [60, 'up to 1 minute later', '最多延后 1 分钟'],
    [7200, 'up to 2 hours later', '最多延后 2 小时'],
  ])('says a delay of %d seconds', (jitterSeconds, en, zh) => {
    const schedule = cronSchedule('0 2 * * *', 'UTC', { jitterSeconds });
    expect(describeSchedule(schedule, 'en')).toBe(`At 02:00 (UTC); ${en}`);
    expect(describeSchedule(schedule, 'zh')).toBe(`在 02:00（UTC）；${zh}`);
  });

  it('refuses what it cannot read, in the language', () => {
    const broken = {
      kind: 'cron',
      cron: '61 * * * *',
      timeZone: 'UTC',
    } as const;
    expect(() => describeSchedule(broken, 'zh')).toThrow(
      '分钟字段“61”超出范围',
    );
  });
});
