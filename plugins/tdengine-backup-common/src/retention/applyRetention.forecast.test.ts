import { always, kept } from './__testUtils__/retentionProperties';
import { applyRetention, RetentionCandidate } from '.';

describe('applyRetention, on what becomes of a kept one,', () => {
  it('says when a kept one goes, to the millisecond', () =>
    always(options => {
      const isKept = (id: string, time: number) =>
        kept({ ...options, now: new Date(time) }).has(id);

      for (const { id, goesOn = '' } of applyRetention(options).filter(
        it => it.goesOn !== undefined,
      )) {
        expect(isKept(id, Date.parse(goesOn) - 1)).toBe(true);
        expect(isKept(id, Date.parse(goesOn))).toBe(false);
      }
    }));

  it('does not let go in a century what does not say when', () =>
    always(options => {
      const decisions = applyRetention(options);
      const later = kept({ ...options, now: new Date('2126-11-21T00:00:00Z') });

      for (const { id } of decisions.filter(
        ({ action, goesOn }) => action === 'keep' && goesOn === undefined,
      )) {
        expect(later).toContain(id);
      }
    }));

  it('says what goes with the next backup, and only that', () =>
    always(options => {
      const next: RetentionCandidate = {
        id: 'next',
        name: 'next',
        createdAt: options.now.toISOString(),
        state: 'available',
        verification: 'verified',
        pinned: false,
        busy: false,
        references: [],
      };
      const remaining = kept({
        ...options,
        backups: [next, ...options.backups],
      });

      for (const { id, action, goesWithNext } of applyRetention(options)) {
        expect(action === 'keep' && !remaining.has(id)).toBe(goesWithNext);
      }
    }));
});
