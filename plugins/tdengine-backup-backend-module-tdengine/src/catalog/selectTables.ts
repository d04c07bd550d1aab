import { InputError } from '@backstage/errors';
import { forEachInTurns } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { qualifiedName } from '../ddl/qualifiedName';
import { hasWildcard, NameMatcher } from '../scope/globPattern';
import { TdengineTableSelection } from '../scope';
import { queryRecords, textOf } from './queryRecords';
import { SuperTableInfo, TableIndex } from './TableIndex';

/**
 * The tables of a database that a scope asks for.
 *
 * @internal
 */
export interface SelectedTables extends TableIndex {
  /** Chosen child tables by super table; a super table that is not in it is taken with all of its child tables. */
  childTables: ReadonlyMap<string, string[]>;
}

/**
 * Picks what a scope names out of a database; without names everything that is not left out, be it nothing.
 *
 * @throws InputError naming the entry that no table fits
 * @internal
 */
export async function selectTables(
  client: TDengineClient,
  index: TableIndex,
  selection: Omit<TdengineTableSelection, 'include'> & { include?: string[] },
  options: { signal: AbortSignal },
): Promise<SelectedTables> {
  const { database, include, exclude = [] } = selection;
  const names = new Set(
    [...index.superTables, ...index.normalTables, ...index.virtualTables].map(
      ({ name }) => name,
    ),
  );
  const children = await readChildren(client, database, index, options);
  for (const list of children.values()) {
    list.forEach(name => names.add(name));
  }
  const wanted = include
    ? NameMatcher.create(include, name => names.has(name))
    : { matches: () => true };
  const unwanted = NameMatcher.create(exclude, name => names.has(name));
  const picks = (name: string) =>
    wanted.matches(name) && !unwanted.matches(name);
  checkEntries(database, include ?? [], names);

  const childTables = new Map<string, string[]>();
  const superTables: SuperTableInfo[] = [];
  for (const table of index.superTables) {
    if (
      !unwanted.matches(table.name) &&
      (await pickChildren(table, children, wanted, unwanted, childTables))
    ) {
      superTables.push(table);
    }
    options.signal.throwIfAborted();
  }
  const withParents = new Set(superTables.map(({ name }) => name));
  const virtualTables = index.virtualTables.filter(({ name, superTable }) =>
    superTable !== undefined && wanted.matches(superTable)
      ? !unwanted.matches(name) && !unwanted.matches(superTable)
      : picks(name),
  );
  // A virtual child table needs its super table.
  for (const { superTable } of virtualTables) {
    const parent = index.superTables.find(({ name }) => name === superTable);
    if (parent && !withParents.has(parent.name)) {
      withParents.add(parent.name);
      superTables.push(parent);
    }
  }
  const selected = {
    superTables,
    normalTables: index.normalTables.filter(({ name }) => picks(name)),
    virtualTables,
    childTables,
  };
  if (
    include &&
    superTables.length + selected.normalTables.length + virtualTables.length ===
      0
  ) {
    throw new InputError(
      `No table of database '${database}' fits ${include.join(', ')}`,
    );
  }
  return selected;
}

/** Whether something of a super table is wanted; notes which child tables where it is not all of them. */
async function pickChildren(
  { name, virtual }: SuperTableInfo,
  children: ReadonlyMap<string, string[]>,
  wanted: Pick<NameMatcher, 'matches'>,
  unwanted: NameMatcher,
  childTables: Map<string, string[]>,
): Promise<boolean> {
  const all = children.get(name) ?? [];
  const whole = wanted.matches(name);
  const picked: string[] = [];
  // A thousand patterns against a million names take a while.
  await forEachInTurns(all, child => {
    if ((whole || wanted.matches(child)) && !unwanted.matches(child)) {
      picked.push(child);
    }
  });
  if (!whole && picked.length === 0) {
    return false;
  }
  if (!virtual && !(whole && picked.length === all.length)) {
    childTables.set(name, picked.sort());
  }
  return true;
}

async function readChildren(
  client: TDengineClient,
  database: string,
  index: TableIndex,
  options: { signal: AbortSignal },
): Promise<Map<string, string[]>> {
  const children = new Map<string, string[]>();
  for (const { name, virtual } of index.superTables) {
    if (!virtual) {
      const rows = await queryRecords(
        client,
        `SELECT TAGS tbname FROM ${qualifiedName(database, name)}`,
        options,
      );
      children.set(
        name,
        rows.map(row => textOf(Object.values(row)[0])!),
      );
    }
  }
  return children;
}

function checkEntries(
  database: string,
  include: readonly string[],
  names: ReadonlySet<string>,
): void {
  const missing = include.find(
    entry => !names.has(entry) && !hasWildcard(entry),
  );
  if (missing !== undefined) {
    throw new InputError(
      `Database '${database}' has no table '${missing}', which the scope names`,
    );
  }
}
