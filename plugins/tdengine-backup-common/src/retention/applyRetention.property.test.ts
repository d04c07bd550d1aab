import fc from 'fast-check';
import {
  arbitraryFailure,
  arbitraryRetention,
  goodOnes,
} from './__testUtils__/arbitraryRetention';
import {
  always,
  decide,
  kept,
  RUNS,
} from './__testUtils__/retentionProperties';
import {
  applyRetention,
  ApplyRetentionOptions,
  RETENTION_NUMBERS,
  RetentionCandidate,
} from '.';

function needsNothing({ state, busy }: RetentionCandidate): boolean {
  return (
    ['deleting', 'deleted'].includes(state) ||
    (['failed', 'cancelled'].includes(state) && !busy)
  );
}

describe('applyRetention, whatever the list and the rules', () => {
  it('keeps the newest good ones down to the floor', () =>
    always(options => {
      const floor = Math.max(options.floor, 1);
      const remaining = kept(options);

      for (const { id } of goodOnes(options).slice(0, floor)) {
        expect(remaining).toContain(id);
      }
    }));

  it('keeps the last good one, and says which that is', () =>
    always(options => {
      const lastGood = applyRetention(options).filter(({ reasons }) =>
        reasons.some(({ code }) => code === 'lastGood'),
      );

      expect(lastGood.map(({ id, action }) => [id, action])).toEqual(
        goodOnes(options)
          .slice(0, 1)
          .map(({ id }) => [id, 'keep']),
      );
    }));

  it('keeps what is pinned, in use, locked or without files', () =>
    always(options => {
      const remaining = kept(options);
      const protectedOnes = options.backups.filter(
        ({ pinned, busy, lockedUntil = '', state }) =>
          pinned ||
          busy ||
          Date.parse(lockedUntil) > options.now.getTime() ||
          ['creating', 'failed', 'cancelled'].includes(state),
      );

      for (const { id } of protectedOnes) {
        expect(remaining).toContain(id);
      }
    }));

  it('keeps what a kept one needs', () =>
    always(options => {
      const remaining = kept(options);
      const present = new Set(options.backups.map(({ id }) => id));

      const needed = options.backups
        .filter(it => remaining.has(it.id) && !needsNothing(it))
        .flatMap(({ references }) => references)
        .filter(it => present.has(it));

      for (const id of needed) {
        expect(remaining).toContain(id);
      }
    }));

  it('keeps no more under a lower number or floor', () =>
    always(options => {
      const before = kept(options);

      for (const field of RETENTION_NUMBERS.filter(
        it => (options.rules[it] ?? 0) > 1,
      )) {
        const rules = { ...options.rules, [field]: options.rules[field]! - 1 };
        expect(before).toEqual(union(before, kept({ ...options, rules })));
      }
      const floor = options.floor - 1;
      expect(before).toEqual(union(before, kept({ ...options, floor })));
    }));

  it('keeps no more without one of the keep rules', () =>
    always(options => {
      const before = kept(options);
      const given = RETENTION_NUMBERS.filter(
        it => options.rules[it] !== undefined,
      );

      for (const field of given.filter(
        it => it.startsWith('keep') && given.length > 1,
      )) {
        const rules = { ...options.rules, [field]: undefined };
        expect(before).toEqual(union(before, kept({ ...options, rules })));
      }
    }));

  it('keeps no more with days and count than with one of them', () =>
    always(options => {
      const { days = 5, count = 3 } = options.rules;
      const withRules = (limits: { days?: number; count?: number }) =>
        kept({ ...options, rules: { ...options.rules, ...limits } });
      const both = withRules({ days, count });

      for (const one of [
        withRules({ days, count: undefined }),
        withRules({ days: undefined, count }),
      ]) {
        expect(one).toEqual(union(one, both));
      }
    }));

  it('holds as many buckets as are asked for and there are', () =>
    always(options => {
      const { keepDaily, timeZone } = options.rules;
      const day = new Intl.DateTimeFormat('en-CA', { timeZone });
      const good = goodOnes(options);
      const days = good.map(it => day.format(new Date(it.createdAt)));
      const decisions = decide(options);
      const held = good.flatMap(({ id }) =>
        decisions
          .get(id)!
          .reasons.flatMap(it => (it.code === 'keepDaily' ? it.bucket : [])),
      );

      expect(held).toEqual([...new Set(days)].slice(0, keepDaily ?? 0));
    }));

  it('does not look at the order of the list', () => {
    fc.assert(
      fc.property(
        arbitraryRetention.chain(options =>
          fc.tuple(
            fc.constant(options),
            fc.shuffledSubarray([...options.backups], {
              minLength: options.backups.length,
            }),
          ),
        ),
        ([options, shuffled]) => {
          const original = structuredClone(options.backups);
          const decisions = applyRetention({ ...options, backups: shuffled });

          expect(decisions.map(({ id }) => id)).toEqual(
            shuffled.map(({ id }) => id),
          );
          expect(new Map(decisions.map(it => [it.id, it]))).toEqual(
            decide(options),
          );
          expect(options.backups).toEqual(original);
        },
      ),
      RUNS,
    );
  });

  it('decides about good ones as if a run that failed had not been', () => {
    fc.assert(
      fc.property(arbitraryRetention, arbitraryFailure, (options, failure) => {
        // A corrupted one may take the place of another corrupted one, and then what only that needed is free to go.
        const good = new Set(goodOnes(options).map(({ id }) => id));
        const given: ApplyRetentionOptions = {
          ...options,
          backups: options.backups.map(it =>
            good.has(it.id) ? it : { ...it, references: [] },
          ),
        };
        const before = decide(given);
        const after = decide({
          ...given,
          backups: [failure, ...given.backups],
        });

        for (const { id } of goodOnes(given)) {
          expect(after.get(id)).toEqual(before.get(id));
        }
      }),
      RUNS,
    );
  });

  it('decides as if a run that left no files had not been', () => {
    const arbitraryRecord = arbitraryFailure.map(failure => ({
      ...failure,
      state: 'failed' as const,
    }));
    fc.assert(
      fc.property(arbitraryRetention, arbitraryRecord, (options, failure) => {
        const decisions = applyRetention({
          ...options,
          backups: [failure, ...options.backups],
        });

        expect(decisions.slice(1)).toEqual(applyRetention(options));
      }),
      RUNS,
    );
  });

  it('deletes nothing more from what remained', () =>
    always(options => {
      const remaining = kept(options);
      const backups = options.backups.filter(({ id }) => remaining.has(id));

      expect(kept({ ...options, backups })).toEqual(remaining);
    }));

  it('gives a reason for everything', () =>
    always(options => {
      for (const { reasons } of applyRetention(options)) {
        expect(reasons.filter(({ code }) => code !== 'notGood')).not.toEqual(
          [],
        );
      }
    }));
});

function union<T>(a: Set<T>, b: Set<T>): Set<T> {
  return new Set([...a, ...b]);
}
