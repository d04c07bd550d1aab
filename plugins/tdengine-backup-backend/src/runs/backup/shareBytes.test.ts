import fc from 'fast-check';
import { shareBytes } from './shareBytes';

type Manifest = Parameters<typeof shareBytes>[0];

function manifest(sizes: Record<string, number[]>): Manifest {
  return {
    databases: Object.keys(sizes),
    tables: Object.entries(sizes).flatMap(([database, list]) =>
      list.map((_, index) => ({
        database,
        files: [`${database}/${index}.rows`],
      })),
    ),
    files: Object.entries(sizes).flatMap(([database, list]) =>
      list.map((size, index) => ({ path: `${database}/${index}.rows`, size })),
    ),
  } as unknown as Manifest;
}

describe('shareBytes', () => {
  it('gives each database its part of the stored size', () => {
    const shares = shareBytes(
      manifest({ power: [200, 100], water: [100] }),
      800,
    );
    expect(Object.fromEntries(shares)).toEqual({ power: 600, water: 200 });
  });

  it('shares alike where no table has files', () => {
    const shares = shareBytes(manifest({ power: [], water: [] }), 11);
    expect([...shares.values()].sort()).toEqual([5, 6]);
  });

  it('gives away every byte, and never less than none', () => {
    const size = fc.integer({ min: 0, max: 2 ** 40 });
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,5}$/),
          fc.array(size, { maxLength: 4 }),
          { minKeys: 1, maxKeys: 20 },
        ),
        size,
        (sizes, stored) => {
          const shares = [...shareBytes(manifest(sizes), stored).values()];
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(stored);
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
