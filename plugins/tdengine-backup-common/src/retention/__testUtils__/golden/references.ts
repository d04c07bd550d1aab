import { GoldenCase } from '../retentionNotation';

/** Backups that need others. */
export const REFERENCES: GoldenCase[] = [
  {
    name: 'a full that a kept increment needs stays, through all between',
    rules: { days: 7 },
    backups: ['i2 1d needs:i1', 'i1 5d needs:f', 'f 8d', 'old 9d'],
    expected: [
      'i2 keep lastGood, withinDays 7',
      'i1 keep neededBy i2, withinDays 7',
      'f keep neededBy i1',
      'old delete olderThanDays 7',
    ],
  },
  {
    name: 'a full goes on the day when the last that needs it goes',
    rules: { days: 7 },
    backups: ['n 1h', 'i 5d needs:f', 'f 6d'],
    expected: [
      'n keep lastGood, withinDays 7',
      'i keep withinDays 7; on 2026-11-23T12:00',
      'f keep neededBy i, withinDays 7; on 2026-11-23T12:00',
    ],
  },
  {
    name: 'a chain goes as a whole',
    rules: { days: 7 },
    backups: ['n 1d', 'i 8d needs:f', 'f 9d'],
    expected: [
      'n keep lastGood, withinDays 7',
      'i delete olderThanDays 7',
      'f delete olderThanDays 7',
    ],
  },
  {
    name: 'differentials share a full',
    rules: { count: 2 },
    backups: ['d2 1h needs:f', 'd1 2h needs:f', 'f 3h', 'old 4h'],
    expected: [
      'd2 keep lastGood, withinCount 1/2',
      'd1 keep withinCount 2/2; with the next',
      'f keep neededBy d2,d1',
      'old delete beyondCount 4/2',
    ],
  },
  {
    name: 'a restore of an old increment holds its chain',
    rules: { days: 7 },
    backups: ['n 1d', 'i 8d needs:f busy', 'f 9d'],
    expected: [
      'n keep lastGood, withinDays 7',
      'i keep busy',
      'f keep neededBy i',
    ],
  },
  {
    name: 'an increment that is being made holds its chain',
    rules: { days: 7 },
    backups: ['r 1h creating needs:i', 'n 1d', 'i 8d needs:f', 'f 9d'],
    expected: [
      'r keep busy',
      'n keep lastGood, withinDays 7',
      'i keep neededBy r',
      'f keep neededBy i',
    ],
  },
  {
    name: 'a failed increment holds nothing, unless it is being repeated',
    rules: { days: 7 },
    backups: [
      'x 1h failed needs:f',
      'y 2h failed needs:g busy',
      'n 1d',
      'f 9d',
      'g 9d',
    ],
    expected: [
      'x keep noFiles failed',
      'y keep noFiles failed',
      'n keep lastGood, withinDays 7',
      'f delete olderThanDays 7',
      'g keep neededBy y',
    ],
  },
  {
    name: 'an increment on a corrupted full is not good',
    rules: { count: 1 },
    backups: ['i 1h needs:c', 'c 1d corrupted', 'f 2d', 'g 3d'],
    expected: [
      'i keep floor 1/1, withinCount 1/1, notGood brokenChain; with the next',
      'c keep neededBy i, notGood corrupted; with the next',
      'f keep lastGood, withinCount 1/1; with the next',
      'g delete beyondCount 2/1',
    ],
  },
  {
    name: 'an increment on a full that is gone is not good',
    rules: { count: 1 },
    backups: ['i 1h needs:missing', 'f 2d'],
    expected: [
      'i keep floor 1/1, withinCount 1/1, notGood brokenChain; with the next',
      'f keep lastGood, withinCount 1/1; with the next',
    ],
  },
  {
    name: 'an increment on a full of which a copy is left is good',
    rules: { count: 1 },
    backups: ['i 1h needs:p', 'p 1d partial', 'f 2d'],
    expected: [
      'i keep lastGood, withinCount 1/1; with the next',
      'p keep neededBy i, notGood partiallyFailed; with the next',
      'f delete beyondCount 2/1',
    ],
  },
  {
    name: 'onlyVerified: an increment on an unverified full does not count',
    rules: { count: 1, onlyVerified: true },
    backups: ['i 1h needs:u', 'u 1d unverified', 'f 2d'],
    expected: [
      'i keep floor 1/1, withinCount 1/1, notGood brokenChain; with the next',
      'u keep neededBy i, notGood unverified; with the next',
      'f keep lastGood, withinCount 1/1; with the next',
    ],
  },
  {
    name: 'a circle of references stays or goes together, and is not good',
    rules: { count: 1 },
    backups: ['a 1h needs:b', 'b 2h needs:a', 'g 3h'],
    expected: [
      'a keep floor 1/1, neededBy b, withinCount 1/1, notGood brokenChain; with the next',
      'b keep neededBy a, notGood brokenChain; with the next',
      'g keep lastGood, withinCount 1/1; with the next',
    ],
  },
  {
    name: 'a backup of another policy holds what it needs, and counts for nothing',
    rules: { count: 1 },
    backups: ['o 1h outside needs:f', 'n 1d', 'f 60d'],
    expected: [
      'o keep otherRules',
      'n keep lastGood, withinCount 1/1; with the next',
      'f keep neededBy o',
    ],
  },
];
