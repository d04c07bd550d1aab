import { Schedule } from 'backstage-plugin-tdengine-backup-common';
import { decideDue } from './decideDue';

function decide(
  schedule: Schedule,
  plannedAt: string,
  now: string,
  graceHours = 24,
) {
  const { run, missed, next } = decideDue({
    policyId: 'p1',
    schedule,
    plannedAt: new Date(plannedAt),
    now: new Date(now),
    graceMs: graceHours * 3_600_000,
  });
  return {
    run: run && `${run.trigger} ${run.plannedAt.toISOString()}`,
    missed: missed && `${missed.count} from ${missed.plannedAt.toISOString()}`,
    next: next?.plannedAt.toISOString(),
  };
}

const cron = (expression: string, timeZone: string): Schedule => ({
  kind: 'cron',
  cron: expression,
  timeZone,
});

describe('decideDue', () => {
  it('runs what is due, in time', () => {
    expect(
      decide(
        cron('0 2 * * *', 'Asia/Shanghai'),
        '2026-11-20T18:00:00Z',
        '2026-11-20T18:00:14Z',
      ),
    ).toEqual({
      run: 'schedule 2026-11-20T18:00:00.000Z',
      missed: undefined,
      next: '2026-11-21T18:00:00.000Z',
    });
  });

  it('runs what is a little late as if it were in time, and says so of what is later', () => {
    const hourly = cron('0 * * * *', 'UTC');
    expect(
      decide(hourly, '2026-11-20T18:00:00Z', '2026-11-20T18:01:59Z').run,
    ).toBe('schedule 2026-11-20T18:00:00.000Z');
    expect(
      decide(hourly, '2026-11-20T18:00:00Z', '2026-11-20T18:02:01Z').run,
    ).toBe('catch-up 2026-11-20T18:00:00.000Z');
  });

  it('makes up for the last of several once, and counts the others', () => {
    expect(
      decide(
        cron('0 2 * * *', 'America/New_York'),
        // A week of nothing, over the change to winter time.
        '2026-10-29T06:00:00Z',
        '2026-11-05T12:00:00Z',
      ),
    ).toEqual({
      run: 'catch-up 2026-11-05T07:00:00.000Z',
      missed: '7 from 2026-10-29T06:00:00.000Z',
      next: '2026-11-06T07:00:00.000Z',
    });
  });

  it('gives up what is older than its grace', () => {
    expect(
      decide(
        cron('0 2 * * *', 'Europe/Berlin'),
        '2026-11-19T01:00:00Z',
        '2026-11-21T09:00:00Z',
        6,
      ),
    ).toEqual({
      run: undefined,
      missed: '3 from 2026-11-19T01:00:00.000Z',
      next: '2026-11-22T01:00:00.000Z',
    });
  });

  it('counts no more than is worth it, whatever the time between', () => {
    expect(
      decide(
        cron('* * * * *', 'UTC'),
        '2020-01-01T00:00:00Z',
        '2026-11-21T09:00:00Z',
      ),
    ).toEqual({
      run: 'schedule 2026-11-21T09:00:00.000Z',
      missed: '1001 from 2020-01-01T00:00:00.000Z',
      next: '2026-11-21T09:01:00.000Z',
    });
  });

  it.each([
    [
      'skips in Berlin',
      cron('30 2 * * *', 'Europe/Berlin'),
      ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    ],
    [
      'doubles in Berlin',
      cron('30 2 * * *', 'Europe/Berlin'),
      ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'doubles in New York, every hour',
      cron('30 * * * *', 'America/New_York'),
      ['2026-11-01T05:30Z', '2026-11-01T06:30Z', '2026-11-01T07:30Z'],
    ],
    [
      'begins in Santiago at midnight',
      cron('0 0 * * *', 'America/Santiago'),
      ['2026-09-05T04:00Z', '2026-09-06T04:00Z', '2026-09-07T03:00Z'],
    ],
  ])('runs once where an hour %s', (_, schedule, times) => {
    let planned = new Date(times[0]).toISOString();
    for (const time of times) {
      expect(planned).toBe(new Date(time).toISOString());
      const later = new Date(Date.parse(planned) + 5_000).toISOString();
      const decision = decide(schedule, planned, later);
      expect(decision).toMatchObject({
        run: `schedule ${planned}`,
        missed: undefined,
      });
      planned = decision.next!;
    }
  });

  it('waits for a run that the jitter moved', () => {
    const schedule: Schedule = {
      ...cron('0 * * * *', 'UTC'),
      jitterSeconds: 1800,
    };
    // Of two planned times only those count whose moment has come.
    const { run } = decide(
      schedule,
      '2026-11-20T18:00:00Z',
      '2026-11-20T19:00:00Z',
    );
    expect(run).toBe('catch-up 2026-11-20T18:00:00.000Z');
  });
});
