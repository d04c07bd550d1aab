import { DataSet } from './DataSet';
import { manyTables } from './many';
import { meters } from './meters';
import { wideRows } from './wide';

/** In the order they are measured. */
export const dataSets: readonly DataSet[] = [
  meters({
    name: 'narrow',
    title:
      '10 M rows in 1,000 tables, 4 columns, by taosBenchmark, which gives all tables the same values',
    tables: 1_000,
    rowsPerTable: 10_000,
    against: ['native', 'websocket'],
    variants: ['encrypted'],
    reach: [
      { figure: 'backup', against: 'native', ratio: 0.35 },
      { figure: 'restore', against: 'native', ratio: 0.65 },
      { figure: 'restore', against: 'websocket', ratio: 0.25 },
    ],
    throttledTo: 1_000_000,
  }),
  meters({
    name: 'narrow-distinct',
    title: '10 M rows in 1,000 tables, 4 columns, every table with its own',
    tables: 1_000,
    rowsPerTable: 10_000,
    distinct: true,
    against: ['native'],
    reach: [
      { figure: 'backup', against: 'native', ratio: 0.35 },
      { figure: 'restore', against: 'native', ratio: 0.65 },
    ],
  }),
  manyTables,
  wideRows,
  meters({
    name: 'tables-10k',
    title: '10,000 tables × 10 rows',
    tables: 10_000,
    rowsPerTable: 10,
  }),
  meters({
    name: 'tables-100k',
    title: '100,000 tables × 10 rows',
    tables: 100_000,
    rowsPerTable: 10,
  }),
  meters({
    name: 'rows-1m',
    title: '1 M rows in 1,000 tables',
    tables: 1_000,
    rowsPerTable: 1_000,
    onlyWhenNamed: true,
  }),
  meters({
    name: 'rows-30m',
    title: '30 M rows in 1,000 tables',
    tables: 1_000,
    rowsPerTable: 30_000,
    onlyWhenNamed: true,
  }),
  meters({
    name: 'large',
    title: '100 M rows in 1,000 tables',
    tables: 1_000,
    rowsPerTable: 100_000,
    onlyWhenNamed: true,
  }),
  meters({
    name: 'tables-100',
    title: '1 M rows in 100 tables',
    tables: 100,
    rowsPerTable: 10_000,
    onlyWhenNamed: true,
  }),
  meters({
    name: 'tables-10k-1m',
    title: '1 M rows in 10,000 tables',
    tables: 10_000,
    rowsPerTable: 100,
    onlyWhenNamed: true,
  }),
];

/** Data sets by name, a group of them, or those that are measured unless others are named. */
export function chooseData(names: readonly string[]): readonly DataSet[] {
  if (names.length === 0) {
    return dataSets.filter(({ onlyWhenNamed }) => !onlyWhenNamed);
  }
  if (names.includes('all')) {
    return dataSets;
  }
  const unknown = names.filter(
    name => !dataSets.some(data => data.name === name),
  );
  if (unknown.length > 0) {
    throw new Error(
      `There are no data called ${unknown.join(', ')}. There are ${dataSets
        .map(({ name }) => name)
        .join(', ')}, and all`,
    );
  }
  return dataSets.filter(({ name }) => names.includes(name));
}
