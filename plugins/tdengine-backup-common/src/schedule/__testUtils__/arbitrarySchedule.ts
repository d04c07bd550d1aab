import fc from 'fast-check';
import { parseSchedule } from '../checkSchedule';
import type { BlackoutHours, Schedule } from '../Schedule';

export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'UTC',
];

/** Days on which one of these zones changes its clocks. */
const CHANGES = [
  '2026-03-29',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '2026-09-06',
  '2026-04-05',
  '2026-10-04',
  '2026-02-15',
  '2026-03-22',
];

/** Instants, most of them close to a change. */
export const arbitraryInstant: fc.Arbitrary<Date> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...CHANGES),
        fc.integer({ min: -48, max: 24 * 3600 }),
      )
      .map(([day, seconds]) => new Date(Date.parse(day) + seconds * 1000)),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: Date.UTC(2005), max: Date.UTC(2040) })
      .map(time => new Date(time)),
  },
);

function field(lowest: number, highest: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: lowest, max: highest });
  const range = fc
    .tuple(value, value)
    .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: highest - lowest + 1 });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: value.map(String) },
    fc
      .uniqueArray(value, { minLength: 2, maxLength: 4 })
      .map(it => it.join(',')),
    range,
    step.map(it => `*/${it}`),
    fc.tuple(range, step).map(([it, by]) => `${it}/${by}`),
    fc.tuple(value, step).map(([it, by]) => `${it}/${by}`),
  );
}

const weekday = fc.constantFrom(
  '*',
  '*',
  '*',
  '?',
  'MON',
  '1-5',
  'SUN',
  '5L',
  'TUE#2',
);
const dayOfMonth = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('*', '?') },
  field(1, 28),
  fc.constantFrom('L', 'LW', '15W', '31'),
);

export const arbitraryCron: fc.Arbitrary<string> = fc
  .tuple(
    fc.option(fc.integer({ min: 0, max: 59 }), { nil: undefined }),
    field(0, 59),
    field(0, 23),
    dayOfMonth,
    fc.constantFrom('*', '*', '*', '3', 'APR', '9-11', '*/2'),
    weekday,
  )
  .map(fields => fields.filter(it => it !== undefined).join(' '));

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 15, 30, 59))
  .map(parts => parts.map(it => String(it).padStart(2, '0')).join(':'));

const arbitraryBlackout: fc.Arbitrary<BlackoutHours[]> = fc
  .array(fc.record({ from: time, to: time }), { maxLength: 3 })
  .map(windows => windows.filter(({ from, to }) => from !== to));

function isGood(input: unknown): boolean {
  try {
    parseSchedule(input);
    return true;
  } catch {
    return false;
  }
}

export const arbitrarySchedule: fc.Arbitrary<Schedule> = fc
  .tuple(
    fc.oneof(
      {
        weight: 3,
        arbitrary: arbitraryCron.map(cron => ({ kind: 'cron', cron })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.integer({ min: 1, max: 50 }), arbitraryInstant)
          .map(([hours, anchor]) => ({
            kind: 'interval',
            hours,
            anchor: anchor.toISOString(),
          })),
      },
    ),
    fc.constantFrom(...ZONES),
    arbitraryBlackout,
    fc.constantFrom(0, 10, 300, 7200),
  )
  .map(([rule, timeZone, blackout, jitterSeconds]) => ({
    ...rule,
    timeZone,
    blackout,
    jitterSeconds,
  }))
  // Months without such a day, and days without a clear hour.
  .filter(isGood)
  .map(parseSchedule);
