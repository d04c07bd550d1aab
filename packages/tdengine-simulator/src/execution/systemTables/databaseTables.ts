import type { Cell } from '../../types/Cell';
import { formatMinutes } from '../../storage/DatabaseOptions';
import type { Database } from '../../storage/Database';
import type { Session } from '../Session';
import { fields, time, type SystemTable } from './SystemTable';

/** Tables of the two catalogues themselves, as `ntables` counts them. */
const SYSTEM_TABLE_COUNTS: Array<[string, bigint]> = [
  ['information_schema', 42n],
  ['performance_schema', 5n],
];

const insDatabases: SystemTable = {
  fields:
    fields(`name v64, create_time time, vgroups int, ntables bigint, replica tinyint, strict v4, duration v10,
    keep v32, buffer int, pagesize int, pages int, minrows int, maxrows int, comp tinyint, precision v2, status v10,
    retentions v60, single_stable bool, cachemodel v11, cachesize int, wal_level tinyint, wal_fsync_period int,
    wal_retention_period int, wal_retention_size bigint, stt_trigger smallint, table_prefix smallint,
    table_suffix smallint, tsdb_pagesize int, keep_time_offset int, ss_chunkpages int, ss_keeplocal v10,
    ss_compact tinyint, with_arbitrator tinyint, encrypt_algorithm v16, compact_interval v12, compact_time_range v24,
    compact_time_offset v4`),
  *rows({ catalog }) {
    for (const [name, tables] of SYSTEM_TABLE_COUNTS) {
      const row: Cell[] = Array.from({ length: 37 });
      row[0] = name;
      row[1] = time(catalog.startTime);
      row[3] = tables;
      row[14] = 'ms';
      row[15] = 'ready';
      yield row;
    }
    for (const database of catalog.databases.values()) {
      yield databaseRow(database);
    }
  },
};

function databaseRow({ name, createTime, tables, options }: Database): Cell[] {
  return [
    name,
    time(createTime),
    options.vgroups,
    BigInt(tables.size),
    options.replica,
    'on',
    formatMinutes(options.duration),
    options.keep.map(formatMinutes).join(','),
    options.buffer,
    options.pagesize,
    options.pages,
    options.minrows,
    options.maxrows,
    options.comp,
    options.precision,
    'ready',
    undefined,
    options.single_stable !== 0,
    options.cachemodel,
    options.cachesize,
    options.wal_level,
    options.wal_fsync_period,
    options.wal_retention_period,
    BigInt(options.wal_retention_size),
    options.stt_trigger,
    options.table_prefix,
    options.table_suffix,
    options.tsdb_pagesize,
    options.keep_time_offset,
    options.ss_chunkpages,
    `${options.ss_keeplocal}m`,
    options.ss_compact,
    0,
    options.encrypt_algorithm,
    formatMinutes(options.compact_interval),
    options.compact_time_range.map(formatMinutes).join(','),
    `${options.compact_time_offset / 60}h`,
  ];
}

const insVgroups: SystemTable = {
  fields:
    fields(`vgroup_id int, db_name v64, tables int, v1_dnode smallint, v1_status v9, v1_applied/committed v41,
    v2_dnode smallint, v2_status v9, v2_applied/committed v41, v3_dnode smallint, v3_status v9,
    v3_applied/committed v41, v4_dnode smallint, v4_status v9, v4_applied/committed v41, cacheload int,
    cacheelements int, tsma tinyint, mount_vgroup_id int`),
  *rows({ catalog }) {
    for (const database of catalog.databases.values()) {
      for (const id of database.vgroupIds) {
        const version = database.versionOf(id);
        const replicas: Cell[] = Array.from({ length: 9 });
        yield [
          id,
          database.name,
          tablesOf(database, id),
          1,
          'leader**',
          `${version}/${version}`,
          ...replicas,
          0,
          0,
          0,
          0,
        ];
      }
    }
  },
};

const insDiskUsage: SystemTable = {
  fields:
    fields(`db_name v32, vgroup_id int, wal bigint, data1 bigint, data2 bigint, data3 bigint, cache_rdb bigint,
    table_meta bigint, ss bigint, raw_data bigint`),
  *rows({ catalog }) {
    for (const database of catalog.databases.values()) {
      for (const id of database.vgroupIds) {
        const kilobytes = BigInt(Math.ceil(rawBytesOf(database, id) / 1024));
        yield [
          database.name,
          id,
          0n,
          kilobytes / 4n,
          0n,
          0n,
          0n,
          BigInt(tablesOf(database, id)),
          0n,
          kilobytes,
        ];
      }
    }
  },
};

function tablesOf(database: Database, vgroupId: number): number {
  let count = 0;
  for (const table of database.tables.values()) {
    count += table.vgroupId === vgroupId ? 1 : 0;
  }
  return count;
}

function rawBytesOf(database: Database, vgroupId: number): number {
  let bytes = 0;
  for (const table of database.tables.values()) {
    if (table.vgroupId === vgroupId && table.kind !== 'virtual') {
      bytes += table.data.rows * table.data.rowBytes;
    }
  }
  return bytes;
}

export const databaseTables: Record<string, SystemTable> = {
  ins_databases: insDatabases,
  ins_vgroups: insVgroups,
  ins_disk_usage: insDiskUsage,
};

/** Names of databases as SHOW DATABASES lists them: the newest of a user's first. */
export function databaseNames(
  { catalog }: Session,
  which: 'all' | 'user' | 'system',
): string[] {
  const system = SYSTEM_TABLE_COUNTS.map(([name]) => name);
  const user = [...catalog.databases.keys()].reverse();
  switch (which) {
    case 'user':
      return user;
    case 'system':
      return system;
    default:
      return [...system, ...user];
  }
}
