/** An answer as it is compared. */
export type Normal = unknown;

/** Stands for a value that differs by nature. */
const VARIES = '(varies)';

/**
 * Columns whose values depend on when and where the server runs: times of creation, identities, places, sizes.
 */
const VARYING_COLUMNS = new Set([
  'cast(uid as varchar(24))',
  'create_time',
  'data1',
  'data2',
  'data3',
  'cache_rdb',
  'endpoint',
  'last_update',
  'raw_data',
  'reboot_time',
  'ss',
  'table_meta',
  'uid',
  'uptime',
  'v1_applied/committed',
  'vgroup_id',
  'wal',
]);

/** Columns that vary where they stand in the row of the cluster. */
const VARYING_OF_CLUSTER = new Set(['id', 'name']);

/** How many tables a vgroup has depends on the server's way to spread them. */
const VARYING_OF_VGROUPS = new Set(['tables']);

/** Numbers become text, so that integers of 64 bits stay exact. */
export function parseExactly(json: string): unknown {
  const quoted = json.replace(
    /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g,
    token => (token.startsWith('"') ? token : `"#${token}"`),
  );
  return JSON.parse(quoted) as unknown;
}

interface RestBody {
  timing?: unknown;
  column_meta?: Array<[string, string, string]>;
  data?: unknown[];
}

/** A REST body without what differs by nature; rows are sorted, but what ORDER BY names keeps its order. */
export function normaliseRest(sql: string, body: string): Normal {
  const parsed = parseExactly(body) as RestBody;
  delete parsed.timing;
  const { column_meta: meta, data } = parsed;
  if (!meta || !data) {
    return parsed;
  }
  const names = meta.map(([name]) => name);
  const rows = data.map(row =>
    Array.isArray(row)
      ? normaliseRow(names, row as unknown[])
      : (row as unknown),
  );
  return {
    ...parsed,
    data: sortedRows(rows),
    order: orderedValues(sql, names, rows),
  };
}

export function normaliseRow(names: string[], row: unknown[]): unknown[] {
  const ofCluster = names.includes('expire_time');
  const ofVgroups = names.includes('v1_applied/committed');
  return row.map((value, index) => {
    const name = names[index];
    if (
      VARYING_COLUMNS.has(name) ||
      (ofCluster && VARYING_OF_CLUSTER.has(name)) ||
      (ofVgroups && VARYING_OF_VGROUPS.has(name))
    ) {
      return VARIES;
    }
    // The mnode puts stars behind the state of a vgroup it has not heard of for a while.
    return name === 'v1_status' ? String(value).replace(/\*+$/, '') : value;
  });
}

export function sortedRows(rows: unknown[]): string[] {
  return rows.map(row => JSON.stringify(row)).sort();
}

/** Values of the columns ORDER BY names, row by row. */
export function orderedValues(
  sql: string,
  names: string[],
  rows: unknown[],
): unknown[] {
  const clause = /\border\s+by\s+(.*?)(?:\blimit\b|$)/is.exec(sql)?.[1];
  if (clause === undefined) {
    return [];
  }
  const indexes = clause
    .split(',')
    .map(item => item.trim().split(/\s+(?:asc|desc)\b/i)[0])
    .map(item => names.indexOf(item.trim().replace(/^`|`$/g, '')))
    .filter(index => index >= 0);
  return rows.map(row =>
    Array.isArray(row) ? indexes.map(index => (row as unknown[])[index]) : row,
  );
}
