import { describeScopeCoverage } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { TdengineSource } from '../source';

const existing = ['power', 'power_old', 'prod_a', 'prod_b', 'water'];

describeScopeCoverage(
  'TDengine',
  () => TdengineSource.create({ instances: [] }),
  [
    {
      scope: { all: true },
      existing,
      covered: {
        power: 'all',
        power_old: 'all',
        prod_a: 'all',
        prod_b: 'all',
        water: 'all',
      },
    },
    {
      scope: { all: true, exclude: ['prod_*', 'water.tmp_*'] },
      existing,
      covered: { power: 'all', power_old: 'all', water: 'part' },
    },
    {
      scope: { databases: ['power', 'prod_?', 'gone'], exclude: ['prod_b'] },
      existing,
      covered: { power: 'all', prod_a: 'all' },
    },
    {
      scope: {
        databases: ['water'],
        tables: [{ database: 'power', include: ['meters'] }],
      },
      existing,
      covered: { water: 'all', power: 'part' },
    },
    {
      scope: { databases: ['*'], exclude: ['*.debug'] },
      existing: ['power', 'water'],
      covered: { power: 'part', water: 'part' },
    },
    {
      // What exists under that very name is meant, not what it would match as a pattern.
      scope: { databases: ['prod_*'] },
      existing: ['prod_*', 'prod_a'],
      covered: { 'prod_*': 'all' },
    },
  ],
);
