import type { Precision } from 'tdengine-client';

/** Options of a database, named as in `ins_databases`; durations in minutes. */
export interface DatabaseOptions {
  vgroups: number;
  replica: number;
  duration: number;
  keep: [number, number, number];
  buffer: number;
  pagesize: number;
  pages: number;
  minrows: number;
  maxrows: number;
  comp: number;
  precision: Precision;
  single_stable: number;
  cachemodel: string;
  cachesize: number;
  wal_level: number;
  wal_fsync_period: number;
  wal_retention_period: number;
  wal_retention_size: number;
  stt_trigger: number;
  table_prefix: number;
  table_suffix: number;
  tsdb_pagesize: number;
  keep_time_offset: number;
  ss_chunkpages: number;
  ss_keeplocal: number;
  ss_compact: number;
  encrypt_algorithm: string;
  compact_interval: number;
  compact_time_range: [number, number];
  compact_time_offset: number;
}

const MINUTES_PER_DAY = 1440;

/** What TDengine 3.3.7 takes where CREATE DATABASE does not say. */
export function defaultDatabaseOptions(): DatabaseOptions {
  return {
    vgroups: 2,
    replica: 1,
    duration: 10 * MINUTES_PER_DAY,
    keep: [
      3650 * MINUTES_PER_DAY,
      3650 * MINUTES_PER_DAY,
      3650 * MINUTES_PER_DAY,
    ],
    buffer: 256,
    pagesize: 4,
    pages: 256,
    minrows: 100,
    maxrows: 4096,
    comp: 2,
    precision: 'ms',
    single_stable: 0,
    cachemodel: 'none',
    cachesize: 1,
    wal_level: 1,
    wal_fsync_period: 3000,
    wal_retention_period: 3600,
    wal_retention_size: 0,
    stt_trigger: 2,
    table_prefix: 0,
    table_suffix: 0,
    tsdb_pagesize: 4,
    keep_time_offset: 0,
    ss_chunkpages: 131_072,
    ss_keeplocal: 525_600,
    ss_compact: 1,
    encrypt_algorithm: 'none',
    compact_interval: 0,
    compact_time_range: [0, 0],
    compact_time_offset: 0,
  };
}

/** Minutes as TDengine prints them: in days where they are whole days, else in hours or minutes. */
export function formatMinutes(minutes: number): string {
  if (minutes % MINUTES_PER_DAY === 0) {
    return `${minutes / MINUTES_PER_DAY}d`;
  }
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
