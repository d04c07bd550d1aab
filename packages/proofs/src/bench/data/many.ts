import { createDatabase } from '../../generate/createDatabase';
import { fillSuperTable, GeneratedColumn } from '../../generate/fillSuperTable';
import { meterColumns } from '../../generate/meterColumns';
import { DataSet } from './DataSet';

const columns: readonly GeneratedColumn[] = [
  ...meterColumns,
  {
    name: 'energy',
    type: 'BIGINT',
    value: random => BigInt(Math.floor(random() * 1e6)),
  },
  { name: 'closed', type: 'BOOL', value: random => random() < 0.9 },
];

const few = { tables: 200, rowsPerTable: 20_000 };
const many = { tables: 20_000, rowsPerTable: 100 };

const scaled = (tables: number, scale: number) =>
  Math.max(1, Math.round(tables * scale));

/** Most tables are short: what hurts whoever asks table by table. */
export const manyTables: DataSet = {
  name: 'many',
  title:
    '6 M rows in 20,200 tables (200 × 20,000 + 20,000 × 100), 6 columns, two super tables',
  against: ['native'],
  reach: [
    { figure: 'backup', against: 'native', ratio: 0.04 },
    { figure: 'restore', against: 'native', ratio: 0.35 },
  ],
  shape: scale => ({
    tables: scaled(few.tables, scale) + scaled(many.tables, scale),
    rows:
      scaled(few.tables, scale) * few.rowsPerTable +
      scaled(many.tables, scale) * many.rowsPerTable,
  }),
  async make({ client, database, shape, log }) {
    log("by the project's generator");
    // One in 101 is long.
    const fewTables = Math.max(1, Math.round(shape.tables / 101));
    await createDatabase(client, database);
    await fillSuperTable(client, database, {
      name: 'long_tables',
      childPrefix: 'long_',
      columns,
      tables: fewTables,
      rowsPerTable: few.rowsPerTable,
      variations: 16,
    });
    await fillSuperTable(client, database, {
      name: 'short_tables',
      childPrefix: 'short_',
      columns,
      tables: shape.tables - fewTables,
      rowsPerTable: many.rowsPerTable,
      // More rows than one frame of a file, so that a frame does not repeat itself.
      variations: 2_000,
    });
  },
};
