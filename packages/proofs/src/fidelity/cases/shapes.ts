import { FidelityCase } from '../FidelityCase';

export const compositeKeyCase: FidelityCase = {
  name: 'composite-key',
  title: 'Composite keys: several rows with the same timestamp',
  options: "PRECISION 'us' VGROUPS 2 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.trades (ts TIMESTAMP, seq BIGINT COMPOSITE KEY, price DOUBLE, note VARCHAR(30)) TAGS (market VARCHAR(20))`,
    );
    await execute(
      `CREATE TABLE ${database}.by_name (ts TIMESTAMP, name VARCHAR(40) COMPOSITE KEY, v INT)`,
    );
    for (let market = 0; market < 5; market++) {
      const rows = [];
      for (let row = 0; row < 2_000; row++) {
        rows.push(
          `(${1_700_000_000_000_000 + Math.floor(row / 10)}, ${row}, ${
            row / 7
          }, 'note ${row}')`,
        );
      }
      await execute(
        `INSERT INTO ${database}.m${market} USING ${database}.trades TAGS ('market ${market}') VALUES ${rows.join(
          ' ',
        )}`,
      );
    }
    await execute(
      `INSERT INTO ${database}.by_name VALUES ${['', 'a', 'b', 'ab', '名']
        .map((name, index) => `(1700000000000000, '${name}', ${index})`)
        .join(' ')}`,
    );
  },
};

export const jsonTagsCase: FidelityCase = {
  name: 'json-tags',
  title: 'JSON tags with nesting, escapes, NULL and none',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.devices (ts TIMESTAMP, v INT) TAGS (info JSON)`,
    );
    const tags = [
      `'{"site":"上海","n":1.5,"ok":true,"none":null}'`,
      `'{"quote":"it\\'s \\\\"here\\\\"","path":"a\\\\\\\\b"}'`,
      `'{}'`,
      'NULL',
      `'{"empty":"","emoji":"😀","negative":-12345.678}'`,
    ];
    for (const [index, tag] of tags.entries()) {
      await execute(
        `CREATE TABLE ${database}.d${index} USING ${database}.devices TAGS (${tag})`,
      );
      await execute(
        `INSERT INTO ${database}.d${index} VALUES (1700000000000, ${index})`,
      );
    }
  },
};

export const emptyTablesCase: FidelityCase = {
  name: 'empty-tables',
  title: 'Empty child tables, an empty super table, an empty normal table',
  options: "PRECISION 'ms' VGROUPS 2 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, v INT) TAGS (t INT, n NCHAR(10))`,
    );
    await execute(
      `CREATE STABLE ${database}.nothing (ts TIMESTAMP, v INT) TAGS (t INT)`,
    );
    await execute(
      `CREATE TABLE ${database}.empty_normal (ts TIMESTAMP, v INT)`,
    );
    const tables = [];
    for (let index = 0; index < 100; index++) {
      tables.push(
        `${database}.c${index} USING ${database}.st TAGS (${index}, '空${index}')`,
      );
    }
    await execute(`CREATE TABLE ${tables.join(' ')}`);
    await execute(
      `INSERT INTO ${database}.c7 VALUES (1700000000000, 1) ${database}.c8 VALUES (1700000000000, 2)`,
    );
  },
};

export const wideTableCase: FidelityCase = {
  name: 'wide-table',
  title: 'A super table and a normal table of 4,000 columns',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp({ database, execute }) {
    const types = ['INT', 'DOUBLE', 'BIGINT', 'FLOAT', 'BOOL', 'VARCHAR(8)'];
    const columns = Array.from(
      { length: 3_999 },
      (_, index) => `column_number_${index} ${types[index % types.length]}`,
    );
    await execute(
      `CREATE STABLE ${database}.wide (ts TIMESTAMP, ${columns.join(
        ', ',
      )}) TAGS (t INT)`,
    );
    await execute(
      `CREATE TABLE ${database}.wide_normal (ts TIMESTAMP, ${columns.join(
        ', ',
      )})`,
    );
    const value = (row: number, index: number) => {
      if ((row + index) % 11 === 0) {
        return 'NULL';
      }
      switch (types[index % types.length]) {
        case 'BOOL':
          return String(row % 2 === 0);
        case 'VARCHAR(8)':
          return `'v${index % 1000}'`;
        case 'INT':
        case 'BIGINT':
          return String(row * index);
        default:
          return String(row + index / 8);
      }
    };
    for (let row = 0; row < 20; row++) {
      const values = columns.map((_, index) => value(row, index)).join(', ');
      await execute(
        `INSERT INTO ${database}.wide_${row % 4} USING ${database}.wide TAGS (${
          row % 4
        }) VALUES (${1_700_000_000_000 + row}, ${values})`,
      );
      await execute(
        `INSERT INTO ${database}.wide_normal VALUES (${
          1_700_000_000_000 + row
        }, ${values})`,
      );
    }
  },
};

export const manyTablesCase: FidelityCase = {
  name: 'many-tables',
  title: '5,000 child tables of 20 rows',
  options: "PRECISION 'ms' VGROUPS 2 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.meters (ts TIMESTAMP, current FLOAT, voltage INT, phase FLOAT) TAGS (group_id INT, location NCHAR(30))`,
    );
    for (let from = 0; from < 5_000; from += 500) {
      const inserts = [];
      for (let table = from; table < from + 500; table++) {
        const rows = [];
        for (let row = 0; row < 20; row++) {
          rows.push(
            `(${1_700_000_000_000 + row * 1000}, ${(table + row) / 3}, ${
              220 + (row % 5)
            }, ${row / 17})`,
          );
        }
        inserts.push(
          `${database}.d${table} USING ${database}.meters TAGS (${
            table % 16
          }, '站点 ${table}') VALUES ${rows.join(' ')}`,
        );
      }
      await execute(`INSERT INTO ${inserts.join(' ')}`);
    }
  },
};

export const blobCase: FidelityCase = {
  name: 'blob',
  title: 'BLOB columns, NULL, empty and 1 MiB among them',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.images (ts TIMESTAMP, kind VARCHAR(20), body BLOB) TAGS (camera INT)`,
    );
    await execute(
      `INSERT INTO ${database}.camera_1 USING ${database}.images TAGS (1) VALUES (1700000000000, 'small', '\\x00ff10') (1700000000001, 'null', NULL) (1700000000002, 'text', 'text blob 文')`,
    );
    await execute(
      `INSERT INTO ${database}.camera_2 USING ${database}.images TAGS (2) VALUES (1700000000000, 'large', '\\x${'00ff7f80'.repeat(
        50_000,
      )}')`,
    );
  },
};

export const definitionsCase: FidelityCase = {
  name: 'definitions',
  title:
    'Encode, compress and level per column, comments with quotes, TTL, database options, an index',
  options:
    "PRECISION 'ms' VGROUPS 1 KEEP 36500 BUFFER 16 CACHEMODEL 'both' CACHESIZE 2 COMP 1 DURATION 20d MAXROWS 2000 MINROWS 50 PAGES 128 PAGESIZE 8 WAL_LEVEL 2 WAL_FSYNC_PERIOD 1000 WAL_RETENTION_PERIOD 7200 STT_TRIGGER 2",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP ENCODE 'delta-i' COMPRESS 'zstd' LEVEL 'high', a INT ENCODE 'simple8b' COMPRESS 'lz4' LEVEL 'medium', b DOUBLE ENCODE 'delta-d' COMPRESS 'zlib' LEVEL 'low', c VARCHAR(20) ENCODE 'disabled' COMPRESS 'zstd' LEVEL 'high') TAGS (t INT, second INT) COMMENT 'it\\'s a \\"comment\\" 注释'`,
    );
    await execute(
      `CREATE TABLE ${database}.c1 USING ${database}.st TAGS (1, 2) TTL 300 COMMENT 'child 子表 \\"it\\'s\\"'`,
    );
    await execute(
      `CREATE TABLE ${database}.n1 (ts TIMESTAMP, v INT) TTL 100 COMMENT 'normal'`,
    );
    await execute(
      `INSERT INTO ${database}.c1 VALUES (1700000000000, 1, 2, 'x')`,
    );
    await execute(`CREATE INDEX by_second ON ${database}.st (second)`);
  },
};

export const virtualTablesCase: FidelityCase = {
  name: 'virtual-tables',
  title: 'Virtual normal and child tables over columns of other tables',
  options: "PRECISION 'ms' VGROUPS 2 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, a INT, b DOUBLE) TAGS (t INT)`,
    );
    await execute(
      `INSERT INTO ${database}.c1 USING ${database}.st TAGS (1) VALUES (1700000000000, 1, 1.5) ${database}.c2 USING ${database}.st TAGS (2) VALUES (1700000000000, 2, 2.5)`,
    );
    await execute(
      `CREATE VTABLE ${database}.v_normal (ts TIMESTAMP, x INT FROM ${database}.c1.a, y DOUBLE FROM ${database}.c2.b, unbound INT)`,
    );
    await execute(
      `CREATE STABLE ${database}.v_st (ts TIMESTAMP, x INT, y DOUBLE) TAGS (site NCHAR(20)) VIRTUAL 1`,
    );
    await execute(
      `CREATE VTABLE ${database}.v_child (x FROM ${database}.c1.a, y FROM ${database}.c2.b) USING ${database}.v_st TAGS ('上海')`,
    );
  },
};

export const virtualTablesAcrossCase: FidelityCase = {
  name: 'virtual-tables-across',
  title: 'Virtual tables over columns of tables of another database',
  options: "PRECISION 'ms' VGROUPS 2 KEEP 36500",
  secondOptions: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp({ database, second, execute }) {
    await execute(
      `CREATE STABLE ${second}.st (ts TIMESTAMP, a INT, b DOUBLE) TAGS (t INT)`,
    );
    await execute(
      `INSERT INTO ${second}.c1 USING ${second}.st TAGS (1) VALUES (1700000000000, 1, 1.5) ${second}.c2 USING ${second}.st TAGS (2) VALUES (1700000000000, 2, 2.5)`,
    );
    await execute(`CREATE TABLE ${database}.n1 (ts TIMESTAMP, v INT)`);
    await execute(`INSERT INTO ${database}.n1 VALUES (1700000000000, 7)`);
    await execute(
      `CREATE VTABLE ${database}.v_normal (ts TIMESTAMP, x INT FROM ${second}.c1.a, y DOUBLE FROM ${second}.c2.b, z INT FROM ${database}.n1.v)`,
    );
    await execute(
      `CREATE STABLE ${database}.v_st (ts TIMESTAMP, x INT, y DOUBLE) TAGS (site NCHAR(20)) VIRTUAL 1`,
    );
    await execute(
      `CREATE VTABLE ${database}.v_child (x FROM ${second}.c1.a, y FROM ${second}.c2.b) USING ${database}.v_st TAGS ('上海')`,
    );
    await execute(
      `CREATE VTABLE ${second}.v_back (ts TIMESTAMP, x INT FROM ${database}.n1.v)`,
    );
  },
};

export const vgroupsCase: FidelityCase = {
  name: 'vgroups',
  title: 'Options with CACHEMODEL, restored with another number of vgroups',
  options:
    "PRECISION 'ms' VGROUPS 1 KEEP 36500,36500,36500 CACHEMODEL 'last_row' CACHESIZE 3",
  restore: { options: { vgroups: 3 }, differs: ['vgroups'] },
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, v INT) TAGS (t INT)`,
    );
    for (let table = 0; table < 20; table++) {
      await execute(
        `INSERT INTO ${database}.c${table} USING ${database}.st TAGS (${table}) VALUES (1700000000000, ${table})`,
      );
    }
  },
};

export const longHistoryCase: FidelityCase = {
  name: 'long-history',
  title: 'Rows before 1970 and after 2100, in one super table split by windows',
  options: "PRECISION 'ms' VGROUPS 2 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, v BIGINT) TAGS (t INT)`,
    );
    for (const [index, year] of [
      1950, 1969, 1970, 2000, 2024, 2100, 2200,
    ].entries()) {
      const start = Date.UTC(year, 11, 31, 23, 59, 59, 990);
      const rows = Array.from(
        { length: 300 },
        (_, row) => `(${start + row}, ${row})`,
      );
      await execute(
        `INSERT INTO ${database}.y${index % 3} USING ${database}.st TAGS (${
          index % 3
        }) VALUES ${rows.join(' ')}`,
      );
    }
  },
};

/** Rows that are too old for where they go would be refused one by one, or vanish: it is said before the first is written. */
export const keepShorterCase: FidelityCase = {
  name: 'keep-shorter',
  title: 'Rows older than the KEEP of the database that they are restored into',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  target: "PRECISION 'ms' VGROUPS 1 KEEP 30",
  refused: {
    message: /KEEP 30d?.* is too short for 3 rows/,
    because: 'its KEEP is too short for 3 rows',
  },
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, v INT) TAGS (t INT)`,
    );
    await execute(
      `INSERT INTO ${database}.c1 USING ${database}.st TAGS (1) VALUES (NOW - 40d, 1) (NOW - 31d, 2) (NOW, 3) ${database}.c2 USING ${database}.st TAGS (2) VALUES (NOW - 3650d, 4) (NOW - 1d, 5)`,
    );
  },
};
