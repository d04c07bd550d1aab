import {
  BackupManifest,
  ManifestTable,
} from 'backstage-plugin-tdengine-backup-node';
import { TdengineRestoreSelection } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { CliError } from '../cli/CliError';

/** One entry of `--tables`, as it was given. */
interface TableEntry {
  text: string;
  database: string;
  name: string;
}

/** The tables of a manifest that `--tables` and `--databases` mean: names, or patterns with `*` and `?`. */
export function selectTables(
  manifest: BackupManifest,
  options: { tables?: readonly string[]; databases?: readonly string[] },
): ManifestTable[] {
  const databases = checkDatabases(manifest, options.databases);
  const entries = parseEntries(manifest, options.tables ?? []);
  if (entries.length === 0 && databases.length === 0) {
    return manifest.tables;
  }
  const chosen = new Set<ManifestTable>();
  for (const entry of entries) {
    const found = matching(manifest, entry);
    if (found.length === 0) {
      throw CliError.usage(
        `The backup has no table '${entry.text}'; it has ${manifest.tables
          .slice(0, 10)
          .map(({ database, stable }) => `'${database}.${stable}'`)
          .join(', ')}${manifest.tables.length > 10 ? ', …' : ''}`,
      );
    }
    found.forEach(table => chosen.add(table));
  }
  return manifest.tables.filter(
    table => chosen.has(table) || databases.includes(table.database),
  );
}

/**
 * What a restore is to bring back, in the source's terms; undefined for everything. A name that no super table or normal
 * table has is taken for a child table's.
 */
export function selectionOf(
  manifest: BackupManifest,
  options: { tables?: readonly string[]; databases?: readonly string[] },
): TdengineRestoreSelection | undefined {
  const databases = checkDatabases(manifest, options.databases);
  const tables = parseEntries(manifest, options.tables ?? []).flatMap(entry => {
    const found = matching(manifest, entry).map(({ database, stable }) => ({
      database,
      name: stable,
    }));
    if (found.length > 0) {
      return found;
    }
    if (isPattern(entry.name)) {
      throw CliError.usage(
        `No super table, normal table or virtual table of the backup fits '${entry.text}'; child tables are named one by one`,
      );
    }
    return [{ database: entry.database, name: entry.name }];
  });
  if (databases.length + tables.length === 0) {
    return undefined;
  }
  return {
    ...(databases.length > 0 && { databases }),
    ...(tables.length > 0 && { tables }),
  };
}

function checkDatabases(
  manifest: BackupManifest,
  databases: readonly string[] = [],
): string[] {
  return databases.map(database => {
    if (!manifest.databases.includes(database)) {
      throw CliError.usage(
        `The backup has no database '${database}'; it has ${manifest.databases
          .map(known => `'${known}'`)
          .join(', ')}`,
      );
    }
    return database;
  });
}

/** The names may have dots in them, those of databases cannot. */
function parseEntries(
  { databases }: BackupManifest,
  tables: readonly string[],
): TableEntry[] {
  return tables.map(text => {
    const dot = text.indexOf('.');
    if (dot > 0 && dot < text.length - 1) {
      return { text, database: text.slice(0, dot), name: text.slice(dot + 1) };
    }
    if (dot < 0 && databases.length === 1) {
      return { text, database: databases[0], name: text };
    }
    throw CliError.usage(
      `'${text}' does not say which database it is of: write database.table`,
    );
  });
}

function matching(
  { tables }: BackupManifest,
  { database, name }: TableEntry,
): ManifestTable[] {
  const exact = tables.filter(
    table => table.database === database && table.stable === name,
  );
  return exact.length > 0
    ? exact
    : tables.filter(
        table => fits(database, table.database) && fits(name, table.stable),
      );
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

function fits(pattern: string, name: string): boolean {
  if (!isPattern(pattern)) {
    return pattern === name;
  }
  const expression = pattern
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'su').test(name);
}
