import fc from 'fast-check';
import {
  arbitraryInstant,
  arbitrarySchedule,
  ZONES,
} from './__testUtils__/arbitrarySchedule';
import { localTimes } from './__testUtils__/localTimes';
import { cronSchedule } from './__testUtils__/schedules';
import { walkThrough } from './__testUtils__/walkThrough';
import { describeSchedule } from './describeSchedule';
import { jitteredStart } from './jitteredStart';
import { nextRun, nextRuns, plannedBetween, previousRun } from './runs';

/** Some by default; `PROPERTY_RUNS=5000` for who has the time. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const MINUTE = 60_000;
const DAY = 86_400_000;

jest.setTimeout(30_000 + RUNS * 20);

function inBlackout(
  run: Date,
  blackout: { from: string; to: string }[],
  zone: string,
): boolean {
  const [shown] = localTimes([run], zone).map(text => text.slice(11, 16));
  return blackout.some(({ from, to }) =>
    from < to ? shown >= from && shown < to : shown >= from || shown < to,
  );
}

describe('Whatever the schedule', () => {
  it('runs come later and later, a minute or more apart, and never in hours to keep clear of', () => {
    fc.assert(
      fc.property(arbitrarySchedule, arbitraryInstant, (schedule, after) => {
        const runs = nextRuns(schedule, after, 12);
        let last = -Infinity;
        for (const run of runs) {
          expect(run.getTime()).toBeGreaterThan(after.getTime());
          expect(run.getTime() - last).toBeGreaterThanOrEqual(MINUTE);
          expect(
            inBlackout(run, schedule.blackout ?? [], schedule.timeZone),
          ).toBe(false);
          last = run.getTime();
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('every way of asking has the same answer', () => {
    fc.assert(
      fc.property(arbitrarySchedule, arbitraryInstant, (schedule, after) => {
        const runs = nextRuns(schedule, after, 8);
        const one = runs.map((_, index) =>
          nextRun(schedule, index === 0 ? after : runs[index - 1]),
        );
        expect(one).toEqual(runs);
        const end = runs[runs.length - 1];
        expect(plannedBetween(schedule, after, end, 100)).toEqual(runs);
        expect(
          plannedBetween(schedule, after, new Date(end.getTime() - 1), 100),
        ).toEqual(runs.slice(0, -1));
        const back = runs.map((_, index) =>
          previousRun(schedule, runs[index + 1] ?? new Date(end.getTime() + 1)),
        );
        expect(back).toEqual(runs);
        const before = previousRun(schedule, new Date(after.getTime() + 1));
        expect(before && before <= after).not.toBe(false);
        expect(before && nextRun(schedule, before)).toEqual(before && runs[0]);
      }),
      { numRuns: RUNS },
    );
  });

  it('asking a little later gives the same run, until it has come', () => {
    fc.assert(
      fc.property(
        arbitrarySchedule,
        arbitraryInstant,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (schedule, after, share) => {
          const next = nextRun(schedule, after)!;
          const between =
            after.getTime() + share * (next.getTime() - after.getTime());
          expect(nextRun(schedule, new Date(Math.floor(between)))).toEqual(
            next,
          );
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('a delayed start is before the next run and never in hours to keep clear of', () => {
    fc.assert(
      fc.property(
        arbitrarySchedule,
        arbitraryInstant,
        fc.uuid(),
        (schedule, after, id) => {
          const [planned, next] = nextRuns(schedule, after, 2);
          const start = jitteredStart(schedule, planned, id);
          const delay = start.getTime() - planned.getTime();
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(
            (schedule.jitterSeconds ?? 0) * 1000,
          );
          expect(next.getTime() - start.getTime()).toBeGreaterThanOrEqual(
            MINUTE,
          );
          expect(
            inBlackout(start, schedule.blackout ?? [], schedule.timeZone),
          ).toBe(false);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('there are words for it in both languages', () => {
    fc.assert(
      fc.property(arbitrarySchedule, schedule => {
        for (const language of ['en', 'zh'] as const) {
          const words = describeSchedule(schedule, language);
          expect(words).toContain(schedule.timeZone);
          expect(words).not.toMatch(/undefined|null|NaN|%s/);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('Whatever the rule', () => {
  const hour = fc.integer({ min: 0, max: 23 });
  const arbitraryRule = fc.oneof(
    fc.uniqueArray(hour, { minLength: 1, maxLength: 5 }).map(hours => ({
      text: hours.join(','),
      hours,
      everyHours: false,
    })),
    fc.integer({ min: 1, max: 12 }).map(step => ({
      text: step === 1 ? '*' : `*/${step}`,
      hours: Array.from({ length: 24 }, (_, it) => it).filter(
        it => it % step === 0,
      ),
      everyHours: true,
    })),
  );

  it('runs come when somebody who watches the clock on the wall would say so', () => {
    fc.assert(
      fc.property(
        arbitraryRule,
        fc.uniqueArray(fc.integer({ min: 0, max: 59 }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom(...ZONES),
        arbitraryInstant,
        ({ text, hours, everyHours }, minutes, zone, near) => {
          const from = Math.floor((near.getTime() - DAY) / MINUTE) * MINUTE;
          const to = from + 2 * DAY;
          const expected = walkThrough(
            { minutes, hours, everyHours },
            zone,
            from,
            to,
          );
          const found = plannedBetween(
            cronSchedule(`${minutes.join(',')} ${text} * * *`, zone),
            new Date(from),
            new Date(to),
            Infinity,
          );
          expect(localTimes(found, zone)).toEqual(
            localTimes(
              expected.map(it => new Date(it)),
              zone,
            ),
          );
        },
      ),
      { numRuns: Math.ceil(RUNS / 5) },
    );
  });
});
