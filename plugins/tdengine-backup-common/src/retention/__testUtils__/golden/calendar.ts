import { GoldenCase } from '../retentionNotation';

/** The keep rules: the last ones, and calendar buckets in a time zone. */
export const CALENDAR: GoldenCase[] = [
  {
    name: 'keepLast alone: what it does not hold goes',
    rules: { keepLast: 2 },
    backups: ['a 1h', 'b 2h', 'c 3h'],
    expected: [
      'a keep lastGood, keepLast 1/2',
      'b keep keepLast 2/2; with the next',
      'c delete heldByNoRule',
    ],
  },
  {
    name: 'keepLast holds against days',
    rules: { days: 1, keepLast: 2 },
    backups: ['a 2d', 'b 3d', 'c 4d'],
    expected: [
      'a keep lastGood, keepLast 1/2',
      'b keep keepLast 2/2; with the next',
      'c delete olderThanDays 1, heldByNoRule',
    ],
  },
  {
    name: 'keepHourly: the newest of each hour',
    rules: { keepHourly: 2 },
    backups: [
      'a 2026-11-21T11:50',
      'b 2026-11-21T11:10',
      'c 2026-11-21T10:30',
      'd 2026-11-21T09:00',
    ],
    expected: [
      'a keep lastGood, keepHourly 2026-11-21T11+00:00 1/2',
      'b delete heldByNoRule',
      'c keep keepHourly 2026-11-21T10+00:00 2/2; with the next',
      'd delete heldByNoRule',
    ],
  },
  {
    name: 'keepDaily: another backup of the same day takes the place of the first',
    rules: { keepDaily: 2 },
    backups: [
      'a 2026-11-21T10:00',
      'b 2026-11-21T02:00',
      'c 2026-11-20T22:00',
      'd 2026-11-19T22:00',
    ],
    expected: [
      'a keep lastGood, keepDaily 2026-11-21 1/2; with the next',
      'b delete heldByNoRule',
      'c keep keepDaily 2026-11-20 2/2',
      'd delete heldByNoRule',
    ],
  },
  {
    name: 'keepDaily: where the next backup comes tomorrow, the last day goes with it',
    rules: { keepDaily: 2 },
    next: '2026-11-22T10:00:00Z',
    backups: ['a 2026-11-21T10:00', 'b 2026-11-21T02:00', 'c 2026-11-20T22:00'],
    expected: [
      'a keep lastGood, keepDaily 2026-11-21 1/2',
      'b delete heldByNoRule',
      'c keep keepDaily 2026-11-20 2/2; with the next',
    ],
  },
  {
    name: 'what time lets go before the next backup does not go with it',
    rules: { days: 2 },
    next: '2026-11-22T12:00:00Z',
    backups: ['a 1h', 'b 36h'],
    expected: [
      'a keep lastGood, withinDays 2',
      'b keep withinDays 2; on 2026-11-22T00:00',
    ],
  },
  {
    name: 'keepDaily: days without a backup are not counted',
    rules: { keepDaily: 3 },
    backups: ['a 1d', 'b 10d', 'c 100d', 'd 101d'],
    expected: [
      'a keep lastGood, keepDaily 2026-11-20 1/3',
      'b keep keepDaily 2026-11-11 2/3',
      'c keep keepDaily 2026-08-13 3/3; with the next',
      'd delete heldByNoRule',
    ],
  },
  {
    name: 'keepWeekly: weeks begin on Monday',
    rules: { keepWeekly: 2 },
    backups: [
      'a 2026-11-16T00:00',
      'b 2026-11-15T23:59',
      'c 2026-11-09T00:00',
      'd 2026-11-08T23:00',
    ],
    expected: [
      'a keep lastGood, keepWeekly 2026-W47 1/2; with the next',
      'b keep keepWeekly 2026-W46 2/2',
      'c delete heldByNoRule',
      'd delete heldByNoRule',
    ],
  },
  {
    name: 'keepWeekly: New Year lies in the last week of the old year',
    rules: { keepWeekly: 3 },
    now: '2027-01-05T12:00:00Z',
    backups: [
      'a 2027-01-04T00:00',
      'b 2027-01-01T12:00',
      'c 2026-12-29T12:00',
      'd 2026-12-27T12:00',
    ],
    expected: [
      'a keep lastGood, keepWeekly 2027-W01 1/3; with the next',
      'b keep keepWeekly 2026-W53 2/3',
      'c delete heldByNoRule',
      'd keep keepWeekly 2026-W52 3/3',
    ],
  },
  {
    name: 'keepMonthly: the newest of each month',
    rules: { keepMonthly: 2 },
    backups: [
      'a 2026-11-02T00:00',
      'b 2026-10-31T23:00',
      'c 2026-10-01T00:00',
      'd 2026-09-30T00:00',
    ],
    expected: [
      'a keep lastGood, keepMonthly 2026-11 1/2; with the next',
      'b keep keepMonthly 2026-10 2/2',
      'c delete heldByNoRule',
      'd delete heldByNoRule',
    ],
  },
  {
    name: 'keepMonthly: months begin where the policy lives',
    rules: { keepMonthly: 2, timeZone: 'Asia/Shanghai' },
    backups: ['a 2026-11-10T00:00', 'b 2026-10-31T16:30', 'c 2026-10-31T15:30'],
    expected: [
      'a keep lastGood, keepMonthly 2026-11 1/2; with the next',
      'b delete heldByNoRule',
      'c keep keepMonthly 2026-10 2/2',
    ],
  },
  {
    name: 'keepYearly: the newest of each year, years without one not counted',
    rules: { keepYearly: 3 },
    backups: [
      'a 2026-11-20T00:00',
      'b 2026-01-01T00:00',
      'c 2025-12-31T23:59',
      'd 2023-06-01T00:00',
      'e 2022-06-01T00:00',
    ],
    expected: [
      'a keep lastGood, keepYearly 2026 1/3; with the next',
      'b delete heldByNoRule',
      'c keep keepYearly 2025 2/3',
      'd keep keepYearly 2023 3/3',
      'e delete heldByNoRule',
    ],
  },
  {
    name: 'grandfather, father, son: each rule counts by itself',
    rules: { keepDaily: 2, keepWeekly: 2, keepMonthly: 2 },
    backups: [
      'a 2026-11-21T02:00',
      'b 2026-11-20T02:00',
      'c 2026-11-19T02:00',
      'd 2026-11-15T02:00',
      'e 2026-11-14T02:00',
      'f 2026-10-31T02:00',
      'g 2026-10-30T02:00',
    ],
    expected: [
      'a keep lastGood, keepDaily 2026-11-21 1/2, keepWeekly 2026-W47 1/2, keepMonthly 2026-11 1/2; with the next',
      'b keep keepDaily 2026-11-20 2/2',
      'c delete heldByNoRule',
      'd keep keepWeekly 2026-W46 2/2',
      'e delete heldByNoRule',
      'f keep keepMonthly 2026-10 2/2',
      'g delete heldByNoRule',
    ],
  },
  {
    name: 'days with weeks: all of the last days, then the weeks',
    rules: { days: 2, keepWeekly: 2 },
    backups: [
      'a 2026-11-21T02:00',
      'b 2026-11-20T02:00',
      'c 2026-11-18T02:00',
      'd 2026-11-15T02:00',
    ],
    expected: [
      'a keep lastGood, keepWeekly 2026-W47 1/2, withinDays 2',
      'b keep withinDays 2; on 2026-11-22T02:00',
      'c delete olderThanDays 2, heldByNoRule',
      'd keep keepWeekly 2026-W46 2/2',
    ],
  },
  {
    name: 'count with days of the calendar',
    rules: { count: 1, keepDaily: 2 },
    backups: ['a 2026-11-21T02:00', 'b 2026-11-20T20:00', 'c 2026-11-20T02:00'],
    expected: [
      'a keep lastGood, keepDaily 2026-11-21 1/2, withinCount 1/1; with the next',
      'b keep keepDaily 2026-11-20 2/2',
      'c delete beyondCount 3/1, heldByNoRule',
    ],
  },
];
