/**
 * What a scope leaves out, by what it is said of.
 *
 * @internal
 */
export interface Exclusions {
  /** Whole databases, names or patterns. */
  databases: string[];
  /** Tables, with the database or the pattern of databases they are in. */
  tables: Array<{ database: string; table: string }>;
}

/**
 * Tells databases from tables: names of databases have no dots (the server refuses them), those of tables may, so the
 * first dot ends the database.
 *
 * @internal
 */
export function splitExclusions(exclude: readonly string[]): Exclusions {
  const exclusions: Exclusions = { databases: [], tables: [] };
  for (const entry of exclude) {
    const dot = entry.indexOf('.');
    if (dot < 0) {
      exclusions.databases.push(entry);
    } else {
      exclusions.tables.push({
        database: entry.slice(0, dot),
        table: entry.slice(dot + 1),
      });
    }
  }
  return exclusions;
}
