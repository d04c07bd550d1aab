import { GeneratedColumn } from './fillSuperTable';

/** What TDengine's own benchmark measures of a meter. */
export const meterColumns: readonly GeneratedColumn[] = [
  {
    name: 'current',
    type: 'FLOAT',
    value: random => Math.fround(random() * 20),
  },
  {
    name: 'voltage',
    type: 'INT',
    value: random => 210 + Math.floor(random() * 20),
  },
  { name: 'phase', type: 'FLOAT', value: random => Math.fround(random()) },
];
