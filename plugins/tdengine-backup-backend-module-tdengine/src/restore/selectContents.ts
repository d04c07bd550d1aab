import { InputError } from '@backstage/errors';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { findTable } from '../catalog/findTable';
import { BackupContents } from './BackupContents';
import { TdengineRestoreSelection } from './RestoreSelection';

/**
 * What of one database of a backup is to be restored.
 *
 * @internal
 */
export interface SelectedContents {
  schema: DatabaseSchema;
  /** The database as a whole, and not only some tables of it. */
  whole: boolean;
  /** With the chosen child tables; all where there are none. */
  superTables: Map<string, string[] | undefined>;
  normalTables: Set<string>;
  virtualTables: Set<string>;
}

/**
 * Finds what a selection names in a backup.
 *
 * @throws InputError naming the field
 * @internal
 */
export async function selectContents(
  contents: BackupContents,
  selection: TdengineRestoreSelection | undefined,
  options: { signal: AbortSignal },
): Promise<SelectedContents[]> {
  const selected = new Map<string, SelectedContents>();
  const schemaOf = (database: string, field: string) => {
    const schema = contents.schemas.find(
      candidate => candidate.database === database,
    );
    if (!schema) {
      throw new InputError(
        `${field}: the backup has no database '${database}'`,
      );
    }
    return schema;
  };
  if (!selection) {
    return contents.schemas.map(everythingOf);
  }
  selection.databases?.forEach((database, index) => {
    const schema = schemaOf(database, `selection.databases[${index}]`);
    selected.set(database, everythingOf(schema));
  });
  for (const [index, { database, name }] of (
    selection.tables ?? []
  ).entries()) {
    const field = `selection.tables[${index}]`;
    const schema = schemaOf(database, `${field}.database`);
    const entry = selected.get(database) ?? nothingOf(schema);
    selected.set(database, entry);
    if (!entry.whole) {
      await addTable(contents, entry, name, `${field}.name`, options);
    }
  }
  return [...selected.values()].sort((a, b) =>
    a.schema.database < b.schema.database ? -1 : 1,
  );
}

function everythingOf(schema: DatabaseSchema): SelectedContents {
  return {
    schema,
    // Chosen tables do not stand for their database, even if all of them come back.
    whole: schema.complete,
    superTables: new Map(
      schema.superTables.map(({ name }) => [name, undefined]),
    ),
    normalTables: new Set(schema.normalTables.map(({ name }) => name)),
    virtualTables: new Set(schema.virtualTables.map(({ name }) => name)),
  };
}

function nothingOf(schema: DatabaseSchema): SelectedContents {
  return {
    schema,
    whole: false,
    superTables: new Map(),
    normalTables: new Set(),
    virtualTables: new Set(),
  };
}

async function addTable(
  contents: BackupContents,
  entry: SelectedContents,
  name: string,
  field: string,
  options: { signal: AbortSignal },
): Promise<void> {
  const { schema } = entry;
  const superTable = findTable(schema.superTables, name);
  if (superTable) {
    entry.superTables.set(name, undefined);
    schema.virtualTables
      .filter(table => table.superTable === name)
      .forEach(table => entry.virtualTables.add(table.name));
    return;
  }
  if (findTable(schema.normalTables, name)) {
    entry.normalTables.add(name);
    return;
  }
  const virtual = findTable(schema.virtualTables, name);
  if (virtual) {
    entry.virtualTables.add(name);
    if (
      virtual.superTable !== undefined &&
      !entry.superTables.has(virtual.superTable)
    ) {
      entry.superTables.set(virtual.superTable, []);
    }
    return;
  }
  const parent = await findParent(contents, schema, name, options);
  if (parent === undefined) {
    throw new InputError(
      `${field}: the backup has no table '${name}' in database '${schema.database}'`,
    );
  }
  const chosen = entry.superTables.get(parent);
  if (chosen) {
    chosen.push(name);
  } else if (!entry.superTables.has(parent)) {
    entry.superTables.set(parent, [name]);
  }
}

async function findParent(
  contents: BackupContents,
  schema: DatabaseSchema,
  name: string,
  options: { signal: AbortSignal },
): Promise<string | undefined> {
  for (const { name: superTable, virtual } of schema.superTables) {
    if (virtual) {
      continue;
    }
    for await (const entries of contents.childTables(
      schema.database,
      superTable,
      options,
    )) {
      if (entries.some(entry => entry.name === name)) {
        return superTable;
      }
    }
  }
  return undefined;
}
