import fc from 'fast-check';
import { arbitraryRetention } from './__testUtils__/arbitraryRetention';
import { NOW, parseBackup } from './__testUtils__/retentionNotation';
import { RUNS } from './__testUtils__/retentionProperties';
import { applyRetention, orderRetentionDeletions } from '.';

function order(...texts: string[]): string[] {
  const backups = texts.map(text => parseBackup(text, NOW));
  return orderRetentionDeletions(
    backups,
    backups.map(({ id }) => ({
      id,
      action: id.startsWith('kept') ? 'keep' : 'delete',
      reasons: [],
      goesWithNext: false,
    })),
  );
}

describe('orderRetentionDeletions', () => {
  it('takes the newest first, and only what goes', () => {
    expect(order('b 2d', 'kept 4d', 'c 3d', 'a 1d')).toEqual(['a', 'b', 'c']);
  });

  it('takes what needs others before them, also where a clock was wrong', () => {
    expect(order('full 1d', 'i2 3d needs:i1', 'i1 2d needs:full')).toEqual([
      'i2',
      'i1',
      'full',
    ]);
  });

  it('comes to an end where references run in a circle', () => {
    expect(order('a 1d needs:b', 'b 2d needs:a').sort()).toEqual(['a', 'b']);
  });

  it('leaves none without what it needs, wherever it is interrupted', () => {
    const withoutCircles = arbitraryRetention.map(options => ({
      ...options,
      backups: options.backups.map(backup => ({
        ...backup,
        references: backup.references.filter(it => it < backup.id),
      })),
    }));
    fc.assert(
      fc.property(withoutCircles, ({ backups, ...options }) => {
        const decisions = applyRetention({ ...options, backups });
        const ids = orderRetentionDeletions(backups, decisions);

        expect([...ids].sort()).toEqual(
          decisions
            .filter(({ action }) => action === 'delete')
            .map(({ id }) => id)
            .sort(),
        );
        const place = new Map(ids.map((id, index) => [id, index]));
        const wrong = backups.flatMap(({ id, references }) =>
          references
            .filter(it => place.get(it)! <= place.get(id)!)
            .map(it => `${it} goes before ${id}`),
        );
        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
  });
});
