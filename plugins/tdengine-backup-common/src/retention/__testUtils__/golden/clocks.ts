import { GoldenCase } from '../retentionNotation';

/** Nights on which clocks change. */
export const CLOCKS: GoldenCase[] = [
  {
    name: 'clocks go back in Berlin: the hour that comes twice is two hours',
    rules: { keepHourly: 2, timeZone: 'Europe/Berlin' },
    now: '2026-10-25T06:00:00Z',
    backups: ['a 2026-10-25T01:30', 'b 2026-10-25T00:30', 'c 2026-10-25T00:10'],
    expected: [
      'a keep lastGood, keepHourly 2026-10-25T02+01:00 1/2',
      'b keep keepHourly 2026-10-25T02+02:00 2/2; with the next',
      'c delete heldByNoRule',
    ],
  },
  {
    name: 'clocks go back in Berlin: the day of 25 hours is one day',
    rules: { keepDaily: 2, timeZone: 'Europe/Berlin' },
    now: '2026-10-25T22:50:00Z',
    backups: ['a 2026-10-25T22:30', 'b 2026-10-24T22:10', 'c 2026-10-24T21:50'],
    expected: [
      'a keep lastGood, keepDaily 2026-10-25 1/2; with the next',
      'b delete heldByNoRule',
      'c keep keepDaily 2026-10-24 2/2',
    ],
  },
  {
    name: 'clocks go forward in New York: the hour that is missing is no bucket',
    rules: { keepHourly: 2, timeZone: 'America/New_York' },
    now: '2026-03-08T08:10:00Z',
    backups: ['a 2026-03-08T07:30', 'b 2026-03-08T06:30'],
    expected: [
      'a keep lastGood, keepHourly 2026-03-08T03-04:00 1/2',
      'b keep keepHourly 2026-03-08T01-05:00 2/2; with the next',
    ],
  },
  {
    name: "clocks went back over midnight in St. John's: a day that comes twice is one",
    rules: { keepDaily: 3, timeZone: 'America/St_Johns' },
    now: '2010-11-07T05:00:00Z',
    backups: [
      'a 2010-11-07T04:00',
      'b 2010-11-07T03:00',
      'c 2010-11-07T02:30:30',
      'd 2010-11-07T02:00',
      'e 2010-11-06T02:00',
    ],
    expected: [
      'a keep lastGood, keepDaily 2010-11-07 1/3; with the next',
      'b keep keepDaily 2010-11-06 2/3',
      'c delete heldByNoRule',
      'd delete heldByNoRule',
      'e keep keepDaily 2010-11-05 3/3',
    ],
  },
];
