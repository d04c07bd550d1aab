import fc from 'fast-check';
import {
  ApplyRetentionOptions,
  RETENTION_NUMBERS,
  RetentionCandidate,
  RetentionRules,
} from '..';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 60 * 60 * 1000;
const IDS = 'abcdefghijklmn'.split('');

/** Whole hours make backups of the same moment and on the edge of a bucket likely. */
const arbitraryTime = fc
  .oneof(
    fc.integer({ min: -4, max: 24 * 4 }),
    fc.integer({ max: 9000, min: 0 }),
  )
  .map(hours => new Date(NOW - hours * HOUR).toISOString());

const arbitraryLook = fc.record({
  createdAt: arbitraryTime,
  state: fc.oneof(
    { weight: 12, arbitrary: fc.constant('available' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom<RetentionCandidate['state']>(
        'corrupted',
        'partially-failed',
        'failed',
        'cancelled',
        'creating',
        'deleting',
        'deleted',
      ),
    },
  ),
  verification: fc.constantFrom<RetentionCandidate['verification']>(
    'verified',
    'verified',
    'verified',
    'unverified',
    'failed',
  ),
  pinned: fc.integer({ min: 0, max: 9 }).map(it => it === 0),
  busy: fc.integer({ min: 0, max: 9 }).map(it => it === 0),
  outside: fc.integer({ min: 0, max: 9 }).map(it => it === 0),
  lockedUntil: fc.option(
    fc
      .integer({ min: -100, max: 100 })
      .map(hours => new Date(NOW + hours * HOUR).toISOString()),
    { nil: undefined, freq: 9 },
  ),
  references: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...IDS), { maxLength: 2 }),
    },
  ),
});

/** Backups of all kinds, some of which need others, themselves, or what is not there. */
export const arbitraryBackups: fc.Arbitrary<RetentionCandidate[]> = fc
  .array(arbitraryLook, { maxLength: IDS.length })
  .map(looks =>
    looks.map((look, index) => ({ id: IDS[index], name: IDS[index], ...look })),
  );

/** Rules of which at least one is given; small numbers, so that they matter. */
export const arbitraryRules: fc.Arbitrary<RetentionRules> = fc
  .record({
    numbers: fc.dictionary(
      fc.constantFrom(...RETENTION_NUMBERS),
      fc.integer({ min: 1, max: 8 }),
      { minKeys: 1, maxKeys: 4 },
    ),
    onlyVerified: fc.option(fc.boolean(), { nil: undefined }),
    timeZone: fc.constantFrom(
      'UTC',
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/Santiago',
      'Australia/Lord_Howe',
    ),
  })
  .map(({ numbers, ...rest }) => ({ ...numbers, ...rest }));

/** All that a decision takes. */
export const arbitraryRetention: fc.Arbitrary<ApplyRetentionOptions> =
  fc.record({
    rules: arbitraryRules,
    floor: fc.integer({ min: 0, max: 4 }),
    backups: arbitraryBackups,
    now: fc.constant(new Date(NOW)),
  });

/** A run that left no good backup: nothing, or files that do not count. */
export const arbitraryFailure: fc.Arbitrary<RetentionCandidate> = fc.record({
  id: fc.constant('failure'),
  name: fc.constant('failure'),
  createdAt: arbitraryTime,
  state: fc.constantFrom<RetentionCandidate['state']>(
    'failed',
    'cancelled',
    'corrupted',
    'partially-failed',
    'creating',
  ),
  verification: fc.constantFrom<RetentionCandidate['verification']>(
    'unverified',
    'failed',
  ),
  pinned: fc.boolean(),
  busy: fc.boolean(),
  references: fc.constant<string[]>([]),
});

/** The good ones, newest first, said in another way than the code does. */
export function goodOnes({
  backups,
  rules,
}: ApplyRetentionOptions): RetentionCandidate[] {
  const byId = new Map(backups.map(backup => [backup.id, backup]));
  const isSound = ({ state, verification }: RetentionCandidate) =>
    ['available', 'partially-failed'].includes(state) &&
    verification !== 'failed' &&
    (!rules.onlyVerified || verification === 'verified');
  const isWhole = (id: string, path: string[]): boolean => {
    const backup = byId.get(id);
    return (
      backup !== undefined &&
      isSound(backup) &&
      !path.includes(id) &&
      backup.references.every(it => isWhole(it, [...path, id]))
    );
  };
  return backups
    .filter(it => it.state === 'available' && !it.outside && isWhole(it.id, []))
    .sort(
      (a, b) =>
        Date.parse(b.createdAt) - Date.parse(a.createdAt) ||
        (a.id < b.id ? 1 : -1),
    );
}
