import { dueTransfers } from './dueTransfers';

const CREATED = '2026-01-01T00:00:00.000Z';

function after(days: number): Date {
  return new Date(Date.parse(CREATED) + days * 24 * 3_600_000);
}

function backup(
  copies: Record<string, 'present' | 'failed' | 'deleting'>,
  pinned = false,
) {
  return {
    createdAt: CREATED,
    pinned,
    copies: Object.entries(copies).map(([target, state]) => ({
      target,
      state,
      location: 'x',
      verification: 'verified' as const,
      leftovers: false,
    })),
  };
}

/** Fast storage for a week, then S3 for a year. */
const MOVE = [
  { target: 'nas', keepDays: 7 },
  { target: 's3', afterDays: 7, keepDays: 365 },
];

describe('dueTransfers', () => {
  it('leaves a young backup where it is', () => {
    expect(dueTransfers(backup({ nas: 'present' }), MOVE, after(6.9))).toEqual(
      [],
    );
  });

  it('moves an older one: the new copy first, and the old one only when that is good', () => {
    expect(dueTransfers(backup({ nas: 'present' }), MOVE, after(7))).toEqual([
      { action: 'add', target: 's3' },
    ]);
    expect(
      dueTransfers(backup({ nas: 'present', s3: 'failed' }), MOVE, after(8)),
    ).toEqual([]);
    expect(
      dueTransfers(backup({ nas: 'present', s3: 'present' }), MOVE, after(8)),
    ).toEqual([{ action: 'remove', target: 'nas' }]);
    expect(
      dueTransfers(backup({ nas: 'deleting', s3: 'present' }), MOVE, after(8)),
    ).toEqual([]);
  });

  it('never removes the last good copy, and none of a pinned backup', () => {
    expect(dueTransfers(backup({ s3: 'present' }), MOVE, after(400))).toEqual(
      [],
    );
    expect(
      dueTransfers(
        backup({ nas: 'present', s3: 'present' }, true),
        MOVE,
        after(8),
      ),
    ).toEqual([]);
  });

  it('makes no copy that would have to go at once', () => {
    expect(dueTransfers(backup({ nas: 'present' }), MOVE, after(366))).toEqual(
      [],
    );
  });
});
