import { GoldenCase } from '../retentionNotation';

/** What is protected, and what counts as good. */
export const SAFETY: GoldenCase[] = [
  {
    name: 'a pinned one stays',
    rules: { days: 7 },
    backups: ['a 1d', 'b 30d pinned', 'c 31d'],
    expected: [
      'a keep lastGood, withinDays 7',
      'b keep pinned',
      'c delete olderThanDays 7',
    ],
  },
  {
    name: 'a pinned one has its place in the count as before',
    rules: { count: 2 },
    backups: ['a 1h pinned', 'b 2h', 'c 3h'],
    expected: [
      'a keep lastGood, pinned, withinCount 1/2',
      'b keep withinCount 2/2; with the next',
      'c delete beyondCount 3/2',
    ],
  },
  {
    name: 'one in use stays',
    rules: { days: 7 },
    backups: ['a 1d', 'b 30d busy'],
    expected: ['a keep lastGood, withinDays 7', 'b keep busy'],
  },
  {
    name: 'a locked one stays as long as it is locked',
    rules: { days: 7 },
    backups: ['a 1d', 'b 30d locked:2d', 'c 30d locked:-1d', 'd 2d locked:6d'],
    expected: [
      'a keep lastGood, withinDays 7',
      'b keep locked; on 2026-11-23T12:00',
      'c delete olderThanDays 7',
      'd keep locked, withinDays 7; on 2026-11-27T12:00',
    ],
  },
  {
    name: 'one that is being made stays, and counts for nothing yet',
    rules: { count: 1 },
    backups: ['r 1h creating', 'a 30d'],
    expected: [
      'r keep busy',
      'a keep lastGood, withinCount 1/1; with the next',
    ],
  },
  {
    name: 'a failed run pushes nothing out',
    rules: { count: 1 },
    backups: ['f 1h failed', 'a 2d', 'b 3d'],
    expected: [
      'f keep noFiles failed',
      'a keep lastGood, withinCount 1/1; with the next',
      'b delete beyondCount 2/1',
    ],
  },
  {
    name: 'records of runs that failed or were cancelled are left alone',
    rules: { days: 7 },
    backups: ['a 1d', 'x 60d cancelled', 'y 90d failed'],
    expected: [
      'a keep lastGood, withinDays 7',
      'x keep noFiles cancelled',
      'y keep noFiles failed',
    ],
  },
  {
    name: 'what is being deleted counts for nothing and needs nothing',
    rules: { count: 1 },
    backups: ['x 1h deleting needs:f', 'y 1h deleted', 'a 2h', 'f 3h'],
    expected: [
      'x keep beingDeleted',
      'y keep beingDeleted',
      'a keep lastGood, withinCount 1/1; with the next',
      'f delete beyondCount 2/1',
    ],
  },
  {
    name: 'a corrupted one does not make the last good one go',
    rules: { count: 1 },
    backups: ['c 1h corrupted', 'a 2d', 'b 3d'],
    expected: [
      'c keep floor 1/1, withinCount 1/1, notGood corrupted; with the next',
      'a keep lastGood, withinCount 1/1; with the next',
      'b delete beyondCount 2/1',
    ],
  },
  {
    name: 'a corrupted one goes when a good one of its age would',
    rules: { days: 7 },
    backups: ['a 1d', 'b 2d corrupted', 'c 8d corrupted'],
    expected: [
      'a keep lastGood, withinDays 7',
      'b keep withinDays 7, notGood corrupted; on 2026-11-26T12:00',
      'c delete olderThanDays 7, notGood corrupted',
    ],
  },
  {
    name: 'a month whose only backup is corrupted keeps it, and takes no place of a good month',
    rules: { keepMonthly: 3 },
    backups: [
      'a 2026-11-20T00:00',
      'b 2026-10-20T00:00',
      'c 2026-09-20T00:00 corrupted',
      'd 2026-08-20T00:00',
      'e 2026-07-20T00:00 corrupted',
    ],
    expected: [
      'a keep lastGood, keepMonthly 2026-11 1/3; with the next',
      'b keep keepMonthly 2026-10 2/3',
      'c keep keepMonthly 2026-09 3/3, notGood corrupted',
      'd keep keepMonthly 2026-08 3/3',
      'e delete heldByNoRule, notGood corrupted',
    ],
  },
  {
    name: 'a corrupted newest of a day does not stand for the day',
    rules: { keepDaily: 2 },
    backups: [
      'a 2026-11-21T02:00',
      'c 2026-11-20T20:00 corrupted',
      'b 2026-11-20T02:00',
    ],
    expected: [
      'a keep lastGood, keepDaily 2026-11-21 1/2; with the next',
      'c keep keepDaily 2026-11-20 2/2, notGood corrupted',
      'b keep keepDaily 2026-11-20 2/2',
    ],
  },
  {
    name: 'many corrupted ones do not pile up',
    rules: { count: 2 },
    backups: [
      'c 1h corrupted',
      'd 2h corrupted',
      'e 3h corrupted',
      'a 2d',
      'b 3d',
    ],
    expected: [
      'c keep floor 1/1, withinCount 1/2, notGood corrupted',
      'd keep withinCount 2/2, notGood corrupted; with the next',
      'e delete beyondCount 3/2, notGood corrupted',
      'a keep lastGood, withinCount 1/2',
      'b keep withinCount 2/2; with the next',
    ],
  },
  {
    name: 'where none is good, the newest with files stays',
    rules: { days: 7 },
    backups: ['c 30d corrupted', 'd 31d corrupted'],
    expected: [
      'c keep floor 1/1, notGood corrupted; with the next',
      'd delete olderThanDays 7, notGood corrupted',
    ],
  },
  {
    name: 'one whose copies are not all there does not count',
    rules: { count: 1 },
    backups: ['p 1h partial', 'a 1d'],
    expected: [
      'p keep floor 1/1, withinCount 1/1, notGood partiallyFailed; with the next',
      'a keep lastGood, withinCount 1/1; with the next',
    ],
  },
  {
    name: 'an unverified one counts',
    rules: { days: 7 },
    backups: ['u 1d unverified', 'v 30d'],
    expected: ['u keep lastGood, withinDays 7', 'v delete olderThanDays 7'],
  },
  {
    name: 'onlyVerified: an unverified one does not count',
    rules: { days: 7, onlyVerified: true },
    backups: ['u 1d unverified', 'v 30d'],
    expected: [
      'u keep floor 1/1, withinDays 7, notGood unverified',
      'v keep lastGood; with the next',
    ],
  },
];
