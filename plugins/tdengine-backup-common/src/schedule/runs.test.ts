import { instant, localTimes } from './__testUtils__/localTimes';
import { cronSchedule } from './__testUtils__/schedules';
import { parseSchedule } from './checkSchedule';
import {
  nextRun,
  nextRuns,
  plannedBetween,
  plannedKey,
  previousRun,
} from './runs';
import type { BlackoutHours, Schedule } from './Schedule';

const START = new Date('2026-01-01T00:00:00Z');

function utc(schedule: Schedule, after: string, count: number): string[] {
  return nextRuns(schedule, new Date(after), count).map(plannedKey);
}

describe('A cron', () => {
  it.each([
    ['0 2 * * *', '2026-01-01T02:00:00.000Z'],
    ['0 0 2 * * ?', '2026-01-01T02:00:00.000Z'],
    ['15 30 2 ? * *', '2026-01-01T02:30:15.000Z'],
    ['0 0/15 * * * ?', '2026-01-01T00:15:00.000Z'],
    ['5/20 3 * * *', '2026-01-01T03:05:00.000Z'],
    ['0 0 1 jul ?', '2026-07-01T00:00:00.000Z'],
    ['0 0 L * ?', '2026-01-31T00:00:00.000Z'],
    ['0 0 L 2 ?', '2026-02-28T00:00:00.000Z'],
    // 31 January 2026 is a Saturday.
    ['0 0 LW * ?', '2026-01-30T00:00:00.000Z'],
    ['0 0 31W * ?', '2026-01-30T00:00:00.000Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['  0   4  * *  *  ', '2026-01-01T04:00:00.000Z'],
  ])('%s runs first at %s', (cron, expected) => {
    expect(utc(cronSchedule(cron), START.toISOString(), 1)).toEqual([expected]);
  });

  it.each([
    ['0', '2026-01-04'],
    ['7', '2026-01-04'],
    ['SUN', '2026-01-04'],
    ['1', '2026-01-05'],
    ['MON', '2026-01-05'],
    ['6', '2026-01-03'],
    ['sat', '2026-01-03'],
    ['FRI-SUN', '2026-01-02'],
    ['SUN-TUE', '2026-01-04'],
    ['6-7', '2026-01-03'],
    ['1/5', '2026-01-03'],
    ['5L', '2026-01-30'],
    ['FRIL', '2026-01-30'],
    ['7L', '2026-01-25'],
    ['MON#2', '2026-01-12'],
    ['MON#1,WED#1', '2026-01-05'],
  ])('with the weekday %s runs first on %s', (weekday, expected) => {
    // 1 January 2026 is a Thursday. Sunday is 0 and 7, as crontabs have it; Quartz would have 1.
    const run = nextRun(cronSchedule(`0 12 * * ${weekday}`), START);
    expect(run?.toISOString()).toBe(`${expected}T12:00:00.000Z`);
  });

  it('with two day fields runs on a day that either names', () => {
    expect(utc(cronSchedule('0 0 10 * MON'), START.toISOString(), 3)).toEqual([
      '2026-01-05T00:00:00.000Z',
      '2026-01-10T00:00:00.000Z',
      '2026-01-12T00:00:00.000Z',
    ]);
  });

  it('runs later than the given instant, never at it', () => {
    const schedule = cronSchedule('0 2 * * *');
    const at = new Date('2026-01-01T02:00:00Z');
    expect(nextRun(schedule, new Date(at.getTime() - 1))).toEqual(at);
    expect(nextRun(schedule, at)).toEqual(new Date('2026-01-02T02:00:00Z'));
    expect(previousRun(schedule, at)).toEqual(new Date('2025-12-31T02:00:00Z'));
    expect(previousRun(schedule, new Date(at.getTime() + 1))).toEqual(at);
  });

  it('refuses to plan what was never parsed, and to plan from no time', () => {
    const broken = {
      kind: 'cron',
      cron: '61 * * * *',
      timeZone: 'UTC',
    } as const;
    expect(() => nextRun(broken, START)).toThrow(/minute field '61'/);
    const nowhere = {
      kind: 'cron',
      cron: '0 2 * * *',
      timeZone: 'Mars',
    } as const;
    expect(() => nextRun(nowhere, START)).toThrow(/'Mars'/);
    expect(() => nextRun(cronSchedule('0 2 * * *'), new Date(NaN))).toThrow(
      /not a date/,
    );
  });
});

describe('An interval', () => {
  it('counts 24 hours from 1970 unless told otherwise', () => {
    const schedule = parseSchedule({ kind: 'interval', timeZone: 'UTC' });
    expect(utc(schedule, '2026-01-01T12:00:00Z', 2)).toEqual([
      '2026-01-02T00:00:00.000Z',
      '2026-01-03T00:00:00.000Z',
    ]);
  });

  it('counts from its anchor, also before it', () => {
    const schedule = parseSchedule({
      kind: 'interval',
      hours: 5,
      anchor: '2026-01-01T03:30:15+01:00',
      timeZone: 'Europe/Berlin',
    });
    expect(utc(schedule, '2025-12-31T20:00:00Z', 3)).toEqual([
      '2025-12-31T21:30:15.000Z',
      '2026-01-01T02:30:15.000Z',
      '2026-01-01T07:30:15.000Z',
    ]);
    expect(previousRun(schedule, new Date('2026-01-01T02:30:15Z'))).toEqual(
      new Date('2025-12-31T21:30:15Z'),
    );
  });

  it('goes by elapsed time when the clocks change', () => {
    const zone = 'Europe/Berlin';
    const schedule = parseSchedule({
      kind: 'interval',
      hours: 12,
      anchor: '2026-03-28T12:00:00+01:00',
      timeZone: zone,
    });
    const runs = nextRuns(schedule, instant('2026-03-28 12:00 +01:00'), 3);
    expect(localTimes(runs, zone)).toEqual([
      '2026-03-29 00:00 +01:00',
      '2026-03-29 13:00 +02:00',
      '2026-03-30 01:00 +02:00',
    ]);
  });
});

describe('Hours to keep clear of', () => {
  const zone = 'Europe/Berlin';
  function runs(
    cron: string,
    blackout: BlackoutHours[],
    after: string,
    count: number,
  ): string[] {
    const schedule = cronSchedule(cron, zone, { blackout });
    return localTimes(nextRuns(schedule, instant(after), count), zone);
  }
  const work = [{ from: '08:00', to: '18:00' }];
  const night = [{ from: '22:00', to: '06:00' }];

  it('move what falls inside to their end, once', () => {
    expect(runs('0 * * * *', work, '2026-01-05 06:30 +01:00', 4)).toEqual([
      '2026-01-05 07:00 +01:00',
      '2026-01-05 18:00 +01:00',
      '2026-01-05 19:00 +01:00',
      '2026-01-05 20:00 +01:00',
    ]);
    expect(runs('30 9,10 * * *', work, '2026-01-05 06:30 +01:00', 2)).toEqual([
      '2026-01-05 18:00 +01:00',
      '2026-01-06 18:00 +01:00',
    ]);
  });

  it('begin with their first minute and end before their last', () => {
    expect(runs('0 8,18 * * *', work, '2026-01-05 06:30 +01:00', 2)).toEqual([
      '2026-01-05 18:00 +01:00',
      '2026-01-06 18:00 +01:00',
    ]);
    expect(runs('59 7 * * *', work, '2026-01-05 06:30 +01:00', 1)).toEqual([
      '2026-01-05 07:59 +01:00',
    ]);
  });

  it('still know what waits for their end when asked in between', () => {
    expect(runs('0 9 * * *', work, '2026-01-05 12:00 +01:00', 1)).toEqual([
      '2026-01-05 18:00 +01:00',
    ]);
    expect(runs('0 9 * * *', work, '2026-01-05 18:00 +01:00', 1)).toEqual([
      '2026-01-06 18:00 +01:00',
    ]);
    const schedule = cronSchedule('0 9 * * *', zone, { blackout: work });
    expect(previousRun(schedule, instant('2026-01-05 12:00 +01:00'))).toEqual(
      instant('2026-01-04 18:00 +01:00'),
    );
  });

  it('keep the second of the rule', () => {
    expect(
      runs('30 0 17,18 * * *', work, '2026-01-05 06:30 +01:00', 2),
    ).toEqual(['2026-01-05 18:00:30 +01:00', '2026-01-06 18:00:30 +01:00']);
  });

  it('pass midnight', () => {
    expect(runs('0 1,7,23 * * *', night, '2026-01-05 12:00 +01:00', 3)).toEqual(
      [
        '2026-01-06 06:00 +01:00',
        '2026-01-06 07:00 +01:00',
        '2026-01-07 06:00 +01:00',
      ],
    );
  });

  it('are taken together where they touch or overlap', () => {
    const windows = [
      { from: '08:00', to: '12:00' },
      { from: '11:00', to: '14:00' },
      { from: '14:00', to: '15:30' },
    ];
    expect(runs('0 9 * * *', windows, '2026-01-05 06:30 +01:00', 1)).toEqual([
      '2026-01-05 15:30 +01:00',
    ]);
  });

  it('hold for what a skipped hour moved', () => {
    const early = [{ from: '03:00', to: '04:00' }];
    expect(runs('30 2 * * *', early, '2026-03-28 22:00 +01:00', 2)).toEqual([
      '2026-03-29 04:00 +02:00',
      '2026-03-30 02:30 +02:00',
    ]);
  });

  it('end where the clocks jump over their end', () => {
    const early = [{ from: '01:00', to: '02:30' }];
    expect(runs('30 1 * * *', early, '2026-03-28 22:00 +01:00', 2)).toEqual([
      '2026-03-29 03:00 +02:00',
      '2026-03-30 02:30 +02:00',
    ]);
  });

  it('last a day longer where the clocks jump over the only clear hour', () => {
    const all = [{ from: '03:00', to: '02:00' }];
    expect(runs('0 12 * * *', all, '2026-03-28 13:00 +01:00', 2)).toEqual([
      '2026-03-30 02:00 +02:00',
      '2026-03-31 02:00 +02:00',
    ]);
  });

  it('come twice with a doubled hour', () => {
    const early = [{ from: '02:00', to: '02:30' }];
    expect(runs('15 * * * *', early, '2026-10-25 01:45 +02:00', 3)).toEqual([
      '2026-10-25 02:30 +02:00',
      '2026-10-25 02:30 +01:00',
      '2026-10-25 03:15 +01:00',
    ]);
  });

  it('hold for intervals too', () => {
    const schedule = parseSchedule({
      kind: 'interval',
      hours: 6,
      timeZone: zone,
      anchor: '2026-01-05T05:00:00+01:00',
      blackout: work,
    });
    const found = nextRuns(schedule, instant('2026-01-05 05:00 +01:00'), 3);
    // 11:00 and 17:00 wait for 18:00 together; the count goes on from the anchor.
    expect(localTimes(found, zone)).toEqual([
      '2026-01-05 18:00 +01:00',
      '2026-01-05 23:00 +01:00',
      '2026-01-06 05:00 +01:00',
    ]);
  });
});

describe('plannedBetween', () => {
  const schedule = cronSchedule('0 * * * *');

  it('has what is later than the one and not later than the other', () => {
    const found = plannedBetween(
      schedule,
      new Date('2026-01-01T01:00:00Z'),
      new Date('2026-01-01T03:00:00Z'),
      10,
    );
    expect(found.map(plannedKey)).toEqual([
      '2026-01-01T02:00:00.000Z',
      '2026-01-01T03:00:00.000Z',
    ]);
  });

  it('stops at the limit, however long the gap', () => {
    const end = new Date('2126-01-01T00:00:00Z');
    const found = plannedBetween(schedule, START, end, 3);
    expect(found.map(plannedKey)).toEqual([
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T02:00:00.000Z',
      '2026-01-01T03:00:00.000Z',
    ]);
    expect(plannedBetween(schedule, START, end, 0)).toEqual([]);
  });

  it('is empty when the clock went back', () => {
    expect(
      plannedBetween(schedule, START, new Date('2025-12-30T00:00:00Z'), 10),
    ).toEqual([]);
  });
});

describe('plannedKey', () => {
  it('tells the two runs of a doubled hour apart', () => {
    const runs = nextRuns(
      cronSchedule('0 * * * *', 'Europe/Berlin'),
      instant('2026-10-25 01:45 +02:00'),
      2,
    );
    expect(runs.map(plannedKey)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ]);
  });
});
