import {
  Instance,
  InstanceObject,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';

export const sampleInstances: Instance[] = [
  {
    name: 'production',
    type: 'tdengine',
    title: 'Production',
    description: 'Three nodes in the Shanghai data centre',
    url: 'https://tdengine.example.com:6041',
    writable: true,
    formats: ['native', 'parquet', 'csv'],
    status: {
      reachable: true,
      version: '3.3.7.5',
      edition: 'community',
      latencyMs: 12,
    },
  },
  {
    name: 'edge',
    type: 'tdengine',
    title: 'Edge gateway',
    url: 'http://edge.example.com:6041',
    writable: true,
    formats: ['native', 'parquet', 'csv'],
    status: {
      reachable: false,
      error:
        'No answer from http://edge.example.com:6041 within 5 s. Check that taosAdapter runs there and that the portal may reach it.',
    },
  },
];

export const sampleTargets: StorageTargetInfo[] = [
  {
    name: 'local',
    type: 'local',
    location: '/var/lib/backups',
    isDefault: true,
    freeBytes: 812_345_678_901,
  },
  {
    name: 'nas',
    type: 'local',
    location: '/mnt/nas/backups',
    isDefault: false,
    freeBytes: 4_812_345_678_901,
  },
];

export const sampleObjects: InstanceObject[] = [
  {
    kind: 'database',
    database: 'power',
    tableCount: 1204,
    rowCount: 98_432_100,
    sizeBytes: 3_221_225_472,
    details: { precision: 'ms' },
  },
  {
    kind: 'database',
    database: 'weather',
    tableCount: 12,
    rowCount: 180_000,
    sizeBytes: 7_340_032,
    details: { precision: 'us' },
  },
  {
    kind: 'database',
    database: '能源监测',
    tableCount: 320,
    rowCount: 2_400_000,
    sizeBytes: 88_080_384,
    details: { precision: 'ns' },
  },
  {
    kind: 'superTable',
    database: 'power',
    name: 'meters',
    tableCount: 1000,
    rowCount: 98_000_000,
    sizeBytes: 3_200_000_000,
  },
  {
    kind: 'superTable',
    database: 'power',
    name: 'phases_of_every_transformer_in_the_northern_region_with_a_long_name',
    tableCount: 200,
    rowCount: 430_000,
    sizeBytes: 20_000_000,
  },
  {
    kind: 'normalTable',
    database: 'power',
    name: 'events',
    tableCount: 1,
    rowCount: 2_100,
    sizeBytes: 90_000,
  },
  {
    kind: 'virtualTable',
    database: 'power',
    name: 'v_balance',
    tableCount: 1,
  },
  {
    kind: 'superTable',
    database: 'weather',
    name: 'stations',
    tableCount: 12,
    rowCount: 180_000,
    sizeBytes: 7_000_000,
  },
  {
    kind: 'superTable',
    database: '能源监测',
    name: '智能电表',
    tableCount: 320,
    rowCount: 2_400_000,
    sizeBytes: 88_000_000,
  },
];
