import { GoldenCase } from '../retentionNotation';

/** Days, count and floor. */
export const LIMITS: GoldenCase[] = [
  {
    name: 'there is nothing to decide',
    rules: { days: 7 },
    backups: [],
    expected: [],
  },
  {
    name: 'days: older ones go, the others say when',
    rules: { days: 7 },
    backups: ['a 1d', 'b 6d', 'c 8d'],
    expected: [
      'a keep lastGood, withinDays 7',
      'b keep withinDays 7; on 2026-11-22T12:00',
      'c delete olderThanDays 7',
    ],
  },
  {
    name: 'days: exactly as old is old',
    rules: { days: 7 },
    backups: ['a 1d', 'b 7d'],
    expected: ['a keep lastGood, withinDays 7', 'b delete olderThanDays 7'],
  },
  {
    name: 'days: the last good one stays, however old, until there is another',
    rules: { days: 7 },
    backups: ['a 30d', 'b 31d'],
    expected: ['a keep lastGood; with the next', 'b delete olderThanDays 7'],
  },
  {
    name: 'days: decisions come in the order of the list',
    rules: { days: 7 },
    backups: ['c 8d', 'a 1d', 'b 6d'],
    expected: [
      'c delete olderThanDays 7',
      'a keep lastGood, withinDays 7',
      'b keep withinDays 7; on 2026-11-22T12:00',
    ],
  },
  {
    name: 'days: a backup from a clock that was ahead is the newest',
    rules: { days: 7 },
    backups: ['a -2d', 'b 1d'],
    expected: [
      'a keep lastGood, withinDays 7',
      'b keep withinDays 7; on 2026-11-27T12:00',
    ],
  },
  {
    name: 'count: those beyond go, the last within goes with the next',
    rules: { count: 2 },
    backups: ['a 1h', 'b 2h', 'c 3h'],
    expected: [
      'a keep lastGood, withinCount 1/2',
      'b keep withinCount 2/2; with the next',
      'c delete beyondCount 3/2',
    ],
  },
  {
    name: 'count: of two of the same moment one is the newer, always the same',
    rules: { count: 1 },
    backups: ['a 1d', 'b 1d'],
    expected: [
      'a delete beyondCount 2/1',
      'b keep lastGood, withinCount 1/1; with the next',
    ],
  },
  {
    name: 'count: the next backup is newer than one of this very moment',
    rules: { count: 1 },
    backups: ['a 0d'],
    expected: ['a keep lastGood, withinCount 1/1; with the next'],
  },
  {
    name: 'days and count: either lets go',
    rules: { days: 7, count: 2 },
    backups: ['a 1d', 'b 2d', 'c 3d', 'd 9d'],
    expected: [
      'a keep lastGood, withinDays 7, withinCount 1/2',
      'b keep withinDays 7, withinCount 2/2; on 2026-11-26T12:00; with the next',
      'c delete beyondCount 3/2',
      'd delete olderThanDays 7, beyondCount 4/2',
    ],
  },
  {
    name: 'days and count: older, though within the count',
    rules: { days: 7, count: 10 },
    backups: ['a 1d', 'b 8d'],
    expected: [
      'a keep lastGood, withinDays 7, withinCount 1/10',
      'b delete olderThanDays 7',
    ],
  },
  {
    name: 'floor: the newest three stay, however old',
    rules: { days: 7 },
    floor: 3,
    backups: ['a 30d', 'b 40d', 'c 50d', 'd 60d'],
    expected: [
      'a keep lastGood',
      'b keep floor 2/3',
      'c keep floor 3/3; with the next',
      'd delete olderThanDays 7',
    ],
  },
  {
    name: 'floor: it holds against the count too',
    rules: { count: 1 },
    floor: 2,
    backups: ['a 1d', 'b 2d', 'c 3d'],
    expected: [
      'a keep lastGood, withinCount 1/1',
      'b keep floor 2/2; with the next',
      'c delete beyondCount 3/1',
    ],
  },
  {
    name: 'floor: none is one',
    rules: { days: 7 },
    floor: 0,
    backups: ['a 30d', 'b 40d'],
    expected: ['a keep lastGood; with the next', 'b delete olderThanDays 7'],
  },
];
