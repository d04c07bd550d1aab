import * as fc from 'fast-check';
import { compareCounts } from './compareCounts';

const counts = (values: Record<string, number>) =>
  new Map(Object.entries(values));

describe('compareCounts', () => {
  it.each([
    ['nothing moved', 5, 5, 5],
    ['rows came before it was read', 5, 9, 9],
    ['rows came after it was read', 5, 5, 9],
    ['rows came while it was read', 5, 7, 9],
    ['rows went while it was read', 9, 7, 5],
    ['the table came meanwhile', 0, 3, 3],
    ['the table went meanwhile', 3, 0, 0],
  ])('is content when %s', async (_, before, file, after) => {
    expect(
      await compareCounts(
        counts({ d1: before }),
        counts({ d1: file }),
        counts({ d1: after }),
      ),
    ).toEqual({ ok: true, differences: [] });
  });

  it.each([
    ['a row is lost', 5, 4, 5],
    ['a row is too much', 5, 6, 5],
    ['fewer than ever', 5, 4, 9],
    ['more than ever', 5, 10, 9],
  ])('objects when %s', async (_, before, file, after) => {
    expect(
      await compareCounts(
        counts({ d1: before, d2: 1 }),
        counts({ d1: file, d2: 1 }),
        counts({ d1: after, d2: 1 }),
      ),
    ).toEqual({
      ok: false,
      differences: [{ table: 'd1', before, file, after }],
    });
  });

  it('takes a table that is missing for an empty one', async () => {
    expect(
      (await compareCounts(counts({ d1: 0 }), counts({}), counts({}))).ok,
    ).toBe(true);
    expect(
      await compareCounts(counts({ d1: 2 }), counts({}), counts({ d1: 2 })),
    ).toEqual({
      ok: false,
      differences: [{ table: 'd1', before: 2, file: 0, after: 2 }],
    });
    expect(
      (await compareCounts(counts({}), counts({ d1: 2 }), counts({}))).ok,
    ).toBe(false);
  });

  it('is content with a table that came when all was read', async () => {
    expect(
      (await compareCounts(counts({}), counts({}), counts({ d1: 2 }))).ok,
    ).toBe(true);
  });

  it('names differences in the order of the tables', async () => {
    expect(
      (
        await compareCounts(
          counts({ d3: 1, d1: 1 }),
          counts({ d2: 1, d10: 1 }),
          counts({ d3: 1, d1: 1 }),
        )
      ).differences.map(({ table }) => table),
    ).toEqual(['d1', 'd10', 'd2', 'd3']);
  });

  it('does not let one table make up for another', async () => {
    expect(
      (
        await compareCounts(
          counts({ d1: 5, d2: 5 }),
          counts({ d1: 4, d2: 6 }),
          counts({ d1: 5, d2: 5 }),
        )
      ).differences.map(({ table }) => table),
    ).toEqual(['d1', 'd2']);
  });

  it('finds a change of any single count where nothing moved', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.nat(), { minKeys: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 1000 }),
        async (values, pick, change) => {
          const source = new Map(Object.entries(values));
          const table = [...source.keys()][pick % source.size];
          const file = new Map(source);
          file.set(table, source.get(table)! + change);
          const { differences } = await compareCounts(source, file, source);
          expect(differences.map(difference => difference.table)).toEqual([
            table,
          ]);
        },
      ),
    );
  });
});
