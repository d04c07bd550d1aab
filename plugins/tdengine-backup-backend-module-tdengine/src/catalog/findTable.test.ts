import { findTable } from './findTable';

describe('findTable', () => {
  it('finds the first of a name, and none that is not there', () => {
    const tables = [
      { name: 'a', number: 1 },
      { name: 'b', number: 2 },
      { name: 'a', number: 3 },
    ];
    expect(findTable(tables, 'a')).toBe(tables[0]);
    expect(findTable(tables, 'b')).toBe(tables[1]);
    expect(findTable(tables, 'c')).toBeUndefined();
    expect(findTable([{ name: 'c' }], 'c')).toEqual({ name: 'c' });
  });

  it('does not look at all others each time', () => {
    const tables = Array.from({ length: 200_000 }, (_, index) => ({
      name: `t${index}`,
    }));
    const begun = process.cpuUsage();
    const found = tables.map(({ name }) => findTable(tables, name));
    expect(process.cpuUsage(begun).user).toBeLessThan(5e6);
    expect(found).toEqual(tables);
  });
});
