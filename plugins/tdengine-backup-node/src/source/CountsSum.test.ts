import { CountsSum } from './CountsSum';

describe('CountsSum', () => {
  const first = new Map([
    ['d1', 1],
    ['d2', 2],
  ]);

  it('adds up table by table', () => {
    const sum = CountsSum.create();
    expect([...sum.counts]).toEqual([]);
    sum.add(first);
    sum.add(new Map([['d2', 3]]));
    sum.add(new Map());
    sum.add(
      new Map([
        ['d3', 4],
        ['d1', 1],
      ]),
    );
    expect([...sum.counts]).toEqual([
      ['d1', 2],
      ['d2', 5],
      ['d3', 4],
    ]);
  });

  it('leaves what was added as it was', () => {
    const sum = CountsSum.create();
    sum.add(first);
    sum.add(first);
    expect([...first]).toEqual([
      ['d1', 1],
      ['d2', 2],
    ]);
    expect([...sum.counts]).toEqual([
      ['d1', 2],
      ['d2', 4],
    ]);
  });
});
