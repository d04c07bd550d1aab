import { checkSchedule, parseSchedule } from './checkSchedule';
import { describeScheduleProblem } from './describeScheduleProblem';

const UTC = { kind: 'cron', timeZone: 'UTC' };

function problems(input: unknown): string[] {
  return checkSchedule(input).map(it => describeScheduleProblem(it, 'en'));
}

describe('parseSchedule', () => {
  it('keeps a cron as it was written, with single spaces', () => {
    expect(
      parseSchedule({
        kind: 'cron',
        cron: ' 0 0  2 ? * MON-FRI ',
        timeZone: 'Europe/Berlin',
        blackout: [{ from: '08:00', to: '18:00' }],
        jitterSeconds: 60,
      }),
    ).toEqual({
      kind: 'cron',
      cron: '0 0 2 ? * MON-FRI',
      timeZone: 'Europe/Berlin',
      blackout: [{ from: '08:00', to: '18:00' }],
      jitterSeconds: 60,
    });
  });

  it('fills in 24 hours, and writes an anchor in UTC', () => {
    expect(parseSchedule({ kind: 'interval', timeZone: 'UTC' })).toEqual({
      kind: 'interval',
      hours: 24,
      timeZone: 'UTC',
    });
    const anchor = '2026-01-31T02:00:00+01:00';
    expect(
      parseSchedule({ kind: 'interval', hours: 6, timeZone: 'UTC', anchor }),
    ).toMatchObject({ hours: 6, anchor: '2026-01-31T01:00:00.000Z' });
  });

  it('takes what a form leaves undefined as absent', () => {
    const form = { ...UTC, cron: '0 2 * * *', hours: undefined };
    expect(parseSchedule({ ...form, blackout: undefined })).toEqual({
      ...UTC,
      cron: '0 2 * * *',
    });
    expect(Object.keys(parseSchedule(form))).not.toContain('hours');
  });

  it('can be read again from its own JSON', () => {
    const schedule = parseSchedule({
      kind: 'interval',
      timeZone: 'Asia/Shanghai',
      anchor: '2026-01-31T02:00:00.000Z',
      blackout: [{ from: '22:00', to: '00:00' }],
    });
    expect(parseSchedule(JSON.parse(JSON.stringify(schedule)))).toEqual(
      schedule,
    );
  });

  it('names everything that is wrong at once', () => {
    expect(() =>
      parseSchedule({
        kind: 'cron',
        cron: '61 2 * * FOO',
        timeZone: 'Mars/Olympus',
        jitterSeconds: -1,
      }),
    ).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          "the time zone 'Mars/Olympus' is not known; write an IANA name such as Europe/Berlin or UTC; " +
          'jitterSeconds is -1, not a whole number of 0-86400; ' +
          "the minute field '61' is outside 0-59; " +
          "the day-of-week field 'FOO' is not understood at 'FOO'",
      }),
    );
  });
});

describe('checkSchedule', () => {
  it.each([
    '* * * * *',
    '*/5 * * * *',
    '0 2 * * *',
    '0 2 ? * ?',
    '30 0 2 * * ?',
    '0-0 0 2 * * *',
    '0 0 29 2 *',
    '0 0 31 1,4 *',
    '0 0 30 2 MON',
    '0 0 L * ?',
    '0 0 LW * ?',
    '0 0 15W * ?',
    '0 0 ? * 5L',
    '0 0 ? * MON#5',
    '0 0 * JAN-MAR,dec mon-fri',
    '0 0-23/2 * * *',
    '05 02 01 01 *',
  ])('takes %s', cron => {
    expect(problems({ ...UTC, cron })).toEqual([]);
  });

  it.each([
    ['61 * * * *', "the minute field '61' is outside 0-59"],
    ['* 24 * * *', "the hour field '24' is outside 0-23"],
    ['* * 0 * *', "the day-of-month field '0' is outside 1-31"],
    ['* * * 13 *', "the month field '13' is outside 1-12"],
    ['* * * * 8', "the day-of-week field '8' is outside 0-7"],
    ['* * * * 8L', "the day-of-week field '8L' is outside 0-7"],
    ['60 * * * * *', "the second field '60' is outside 0-59"],
    ['1,2,99 * * * *', "the minute field '1,2,99' is outside 0-59"],
    ['1-x * * * *', "the minute field '1-x' is not understood at '1-X'"],
    ['1,,2 * * * *', "the minute field '1,,2' is not understood at ''"],
    ['-5 * * * *', "the minute field '-5' is not understood at '-5'"],
    ['1.5 * * * *', "the minute field '1.5' is not understood at '1.5'"],
    ['* * L-3 * *', "the day-of-month field 'L-3' is not understood at 'L-3'"],
    [
      '* * * * MONDAY',
      "the day-of-week field 'MONDAY' is not understood at 'MONDAY'",
    ],
    ['* * * * L', "the day-of-week field 'L' is not understood at 'L'"],
    [
      '* * * * MON#6',
      "the day-of-week field 'MON#6' is not understood at 'MON#6'",
    ],
    [
      '* * * * 1-5L',
      "the day-of-week field '1-5L' is not understood at '1-5L'",
    ],
    [
      '* * * * +MON',
      "the day-of-week field '+MON' is not understood at '+MON'",
    ],
    ['* * * * JAN', "the day-of-week field 'JAN' is not understood at 'JAN'"],
    ['* * 32W * *', "the day-of-month field '32W' is not understood at '32W'"],
    ['* 15W * * *', "the hour field '15W' is not understood at '15W'"],
    [
      '* 22-2 * * *',
      "the hour field '22-2' has a range that runs backwards (22-2); write it as two",
    ],
    [
      '* * * * FRI-MON',
      "the day-of-week field 'FRI-MON' has a range that runs backwards (FRI-MON); write it as two",
    ],
    ['*/0 * * * *', "the minute field '*/0' has a step outside 1-60"],
    ['*/61 * * * *', "the minute field '*/61' has a step outside 1-60"],
    [
      '? * * * *',
      "the minute field '?' has a ?, which stands only by itself for the day of month or the day of week",
    ],
    [
      '* * ?,1 * *',
      "the day-of-month field '?,1' has a ?, which stands only by itself for the day of month or the day of week",
    ],
    [
      '* * 1,L * *',
      "the day-of-month field '1,L' has L in a list, where it has to stand by itself",
    ],
    [
      '* * 1W,15W * *',
      "the day-of-month field '1W,15W' has 1W in a list, where it has to stand by itself",
    ],
    [
      '*/10 * * * * *',
      "the second field '*/10' runs more than once a minute; write one number",
    ],
    [
      '0,30 0 2 * * ?',
      "the second field '0,30' runs more than once a minute; write one number",
    ],
    ['0 0 30 2 *', "the cron '0 0 30 2 *' never runs: no month has such a day"],
    [
      '0 0 31 4,6 ?',
      "the cron '0 0 31 4,6 ?' never runs: no month has such a day",
    ],
    [
      '0 0 31W 9 ?',
      "the cron '0 0 31W 9 ?' never runs: no month has such a day",
    ],
    [
      '0 2 * *',
      "the cron '0 2 * *' has neither 5 fields (minute, hour, day of month, month, day of week) nor 6 (a second before them)",
    ],
    [
      '0 0 2 * * ? 2026',
      "a seventh field, the year ('2026'), is not supported; leave it out",
    ],
    ['@daily', "'@daily' is not supported; write '0 0 * * *'"],
    ['@reboot', "'@reboot' is not supported; write a cron of 5 or 6 fields"],
  ])('refuses %s and says why', (cron, message) => {
    expect(problems({ ...UTC, cron })).toEqual([message]);
  });

  it.each([
    [undefined, 'the schedule is not an object'],
    [null, 'the schedule is not an object'],
    ['0 2 * * *', 'the schedule is not an object'],
    [[], 'the schedule is not an object'],
    [{}, 'kind is missing'],
    [{ kind: 'daily' }, "the kind 'daily' is neither cron nor interval"],
    [{ ...UTC }, 'cron is missing'],
    [{ ...UTC, cron: '' }, 'cron is missing'],
    [{ ...UTC, cron: 5 }, 'cron is not a text: 5'],
    [{ ...UTC, cron: '0 2 * * *', hours: 1 }, 'hours is not known here'],
    [{ kind: 'cron', cron: '0 2 * * *' }, 'timeZone is missing'],
    [
      { kind: 'cron', cron: '0 2 * * *', timeZone: '+08:00' },
      "the time zone '+08:00' is not known; write an IANA name such as Europe/Berlin or UTC",
    ],
    [
      { kind: 'interval', hours: 0, timeZone: 'UTC' },
      'hours is 0, not a whole number of 1-8784',
    ],
    [
      { kind: 'interval', hours: 1.5, timeZone: 'UTC' },
      'hours is 1.5, not a whole number of 1-8784',
    ],
    [
      { kind: 'interval', hours: '6', timeZone: 'UTC' },
      'hours is "6", not a whole number of 1-8784',
    ],
    [
      { kind: 'interval', timeZone: 'UTC', anchor: '2026-01-31T02:00' },
      "the anchor '2026-01-31T02:00' is not an instant such as 2026-01-31T02:00:00Z",
    ],
    [
      { kind: 'interval', timeZone: 'UTC', anchor: '2026-13-31T02:00:00Z' },
      "the anchor '2026-13-31T02:00:00Z' is not an instant such as 2026-01-31T02:00:00Z",
    ],
  ])('refuses %j', (input, message) => {
    expect(problems(input)).toEqual([message]);
  });

  it.each([
    [
      'night',
      [
        "blackout is not hours to keep clear of, as { from: '08:00', to: '18:00' }",
      ],
    ],
    [
      [1],
      [
        "blackout[0] is not hours to keep clear of, as { from: '08:00', to: '18:00' }",
      ],
    ],
    [
      [{ from: '8:00', to: '24:00' }],
      [
        "blackout[0].from '8:00' is not a time from 00:00 to 23:59",
        "blackout[0].to '24:00' is not a time from 00:00 to 23:59",
      ],
    ],
    [
      [{ from: '08:00', to: '18:00' }, { from: '20:00' }],
      ["blackout[1].to '' is not a time from 00:00 to 23:59"],
    ],
    [
      [{ from: '08:00', to: '08:00' }],
      ['blackout[0] begins and ends at 08:00'],
    ],
    [
      [{ from: '08:00', to: '18:00', days: 'MON' }],
      ['blackout[0].days is not known here'],
    ],
    [
      [
        { from: '06:00', to: '18:00' },
        { from: '17:00', to: '06:00' },
      ],
      ['the hours to keep clear of leave no hour of a day'],
    ],
  ])('refuses to keep clear of %j', (blackout, messages) => {
    expect(problems({ ...UTC, cron: '0 2 * * *', blackout })).toEqual(messages);
  });

  it('says where a problem is, for a form to mark the field', () => {
    expect(checkSchedule({ ...UTC, cron: '0 25 * * *' })).toEqual([
      {
        code: 'cron-range',
        path: 'cron',
        field: 'hour',
        value: '25',
        expected: '0-23',
      },
    ]);
  });

  it('says it in Chinese too', () => {
    const [problem] = checkSchedule({ ...UTC, cron: '0 25 * * *' });
    expect(describeScheduleProblem(problem, 'zh')).toBe(
      '小时字段“25”超出范围 0-23',
    );
  });
});
