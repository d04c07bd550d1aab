import { Value } from 'tdengine-client';
import { createDatabase } from '../../generate/createDatabase';
import { fillSuperTable, GeneratedColumn } from '../../generate/fillSuperTable';
import { DataSet } from './DataSet';

const TABLES = 100;
const ROWS_PER_TABLE = 20_000;
const WORDS = ['running', 'idle', 'maintenance', 'alarm', 'offline'];
const SITES = ['一号泵站', '二号泵站', '冷却塔', '锅炉房', '空压机'];

type Random = () => number;

const whole = (random: Random, below: number) => Math.floor(random() * below);

/** As many random bits as a double has: one number of the generator has fewer. */
const fine = (random: Random) => random() + random() / 2 ** 32;

const code = (random: Random) =>
  Array.from({ length: 8 }, () => whole(random, 36).toString(36)).join('');

/** One value in `every` is NULL. */
function sometimesNull(
  every: number,
  value: (random: Random) => Value,
): (random: Random) => Value {
  return random => (random() * every < 1 ? undefined : value(random));
}

/** Mixed types with random values, as far as values of machines are random: most stay within a range. */
const columns: readonly GeneratedColumn[] = [
  { name: 'level', type: 'TINYINT', value: random => whole(random, 100) - 50 },
  { name: 'mode', type: 'TINYINT UNSIGNED', value: random => whole(random, 8) },
  {
    name: 'pressure',
    type: 'SMALLINT',
    value: sometimesNull(20, random => whole(random, 2_000) - 1_000),
  },
  { name: 'speed', type: 'INT', value: random => whole(random, 100_000) },
  {
    name: 'pulses',
    type: 'INT UNSIGNED',
    value: sometimesNull(50, random => whole(random, 1_000_000)),
  },
  {
    name: 'counter',
    type: 'BIGINT',
    value: random => BigInt(Math.floor(fine(random) * 1e15)),
  },
  {
    name: 'current',
    type: 'FLOAT',
    value: random => Math.fround(random() * 20),
  },
  {
    name: 'voltage',
    type: 'FLOAT',
    value: sometimesNull(20, random => Math.fround(210 + random() * 20)),
  },
  { name: 'power', type: 'DOUBLE', value: random => fine(random) * 5_000 },
  {
    name: 'energy',
    type: 'DOUBLE',
    value: sometimesNull(50, random => fine(random) * 1e9),
  },
  { name: 'closed', type: 'BOOL', value: sometimesNull(50, r => r() < 0.5) },
  {
    name: 'state',
    type: 'VARCHAR(24)',
    value: sometimesNull(
      20,
      random => `${WORDS[whole(random, WORDS.length)]}-${code(random)}`,
    ),
  },
  {
    name: 'site',
    type: 'NCHAR(12)',
    value: sometimesNull(
      20,
      random => `${SITES[whole(random, SITES.length)]}${whole(random, 100)}`,
    ),
  },
  {
    name: 'calibrated',
    type: 'TIMESTAMP',
    value: random => BigInt(1_500_000_000_000 + whole(random, 100_000_000_000)),
  },
];

/** What compression has the hardest time with. */
export const wideRows: DataSet = {
  name: 'wide',
  title: '2 M rows in 100 tables, 14 random columns of mixed types',
  against: ['native'],
  variants: ['encrypted'],
  reach: [{ figure: 'bytes', against: 'native', ratio: 0.7 }],
  shape: scale => {
    const tables = Math.max(1, Math.round(TABLES * scale));
    return { tables, rows: tables * ROWS_PER_TABLE };
  },
  async make({ client, database, shape, log }) {
    log("by the project's generator, with a fixed seed");
    await createDatabase(client, database);
    await fillSuperTable(client, database, {
      name: 'machines',
      childPrefix: 'machine_',
      columns,
      tables: shape.tables,
      rowsPerTable: ROWS_PER_TABLE,
      variations: TABLES,
    });
  },
};
