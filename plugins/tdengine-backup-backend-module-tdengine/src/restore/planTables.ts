import {
  forEachInTurns,
  NumbersByName,
  RestoreConflictMode,
  RestorePlanExisting,
  RestorePlanObject,
} from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { findTable } from '../catalog/findTable';
import { readTableDigests, tableDigest } from '../tables/tableDigest';
import { TableListEntry } from '../tables/TableListEntry';
import { BackupContents } from './BackupContents';
import { compareTables } from './compareTables';
import { TableAction } from './RestoreState';
import { ChildTableOwners, TableKind, TargetDatabase } from './TargetDatabase';

const NAMED_CONFLICTS = 3;

const KIND_NAMES: Readonly<Record<TableKind, string>> = {
  superTable: 'a super table',
  normalTable: 'a normal table',
  virtualTable: 'a virtual table',
  childTable: 'a child table',
};

/**
 * What would become of one table, and why.
 *
 * @internal
 */
export interface TableDecision {
  action: RestorePlanObject['action'];
  notes: string[];
  /** What would be removed. */
  existing?: RestorePlanExisting;
}

/**
 * A table of the backup and where it would go.
 *
 * @internal
 */
export interface TableQuestion {
  contents: BackupContents;
  client: TDengineClient;
  database: string;
  name: string;
  /** Absent where the database is made anew. */
  target: TargetDatabase | undefined;
  conflict: RestoreConflictMode;
  signal: AbortSignal;
}

/**
 * Decides on a super table, and looks for child tables that are in the way.
 *
 * @param only - chosen child tables
 * @internal
 */
export async function decideSuperTable(
  question: TableQuestion,
  only: readonly string[] | undefined,
): Promise<TableDecision> {
  const { contents, database, name, target, conflict } = question;
  if (!target) {
    return { action: 'create', notes: [] };
  }
  const table = findTable(contents.schemaOf(database).superTables, name)!;
  const kind = await target.kindOf(name);
  if (kind !== undefined && kind !== 'superTable') {
    return inTheWay(kind);
  }
  // What each of the two waits for is on another machine.
  const [children, owners] = await Promise.all([
    table.virtual ? NumbersByName.create() : readChildren(question, only),
    target.childTables(),
  ]);
  const taken = await childConflicts(question, children, owners);
  if (taken.length > 0) {
    return { action: 'conflict', notes: taken };
  }
  if (kind === undefined) {
    return { action: 'create', notes: [] };
  }
  if (conflict === 'refuse' && only === undefined) {
    return { action: 'conflict', notes: ['it exists'] };
  }
  if (conflict === 'replace' && only === undefined) {
    const existing = await target.existingOf(name, undefined);
    return {
      action: 'replace',
      notes: [
        `its ${existing.tables} child tables with ${existing.rows} rows are removed first`,
      ],
      existing,
    };
  }
  if (Boolean(table.virtual) !== target.isVirtualSuperTable(name)) {
    return {
      action: 'conflict',
      notes: ['one is virtual and the other is not'],
    };
  }
  const difference = compareTables(table, await target.shapeOf(name));
  if (difference !== undefined) {
    return { action: 'conflict', notes: [difference] };
  }
  if (conflict === 'replace') {
    const existing = await target.existingOf(name, only);
    return {
      action: 'replace',
      notes: [
        `${existing.tables} of its child tables with ${existing.rows} rows are removed first`,
      ],
      existing,
    };
  }
  if (table.virtual) {
    return { action: 'merge', notes: [] };
  }
  const [rows, differing] = await Promise.all([
    target.countRows(name),
    tagNotes(question, children),
  ]);
  return { action: 'merge', notes: [`it has ${rows} rows`, ...differing] };
}

/**
 * Decides on a normal table.
 *
 * @internal
 */
export async function decideNormalTable(
  question: TableQuestion,
): Promise<TableDecision> {
  const { contents, database, name, target, conflict } = question;
  const kind = await target?.kindOf(name);
  if (!target || kind === undefined) {
    return { action: 'create', notes: [] };
  }
  if (kind !== 'normalTable') {
    return inTheWay(kind);
  }
  if (conflict === 'refuse') {
    return { action: 'conflict', notes: ['it exists'] };
  }
  const rows = await target.countRows(name);
  if (conflict === 'replace') {
    return {
      action: 'replace',
      notes: [`its ${rows} rows are removed first`],
      existing: { tables: 1, rows },
    };
  }
  const table = findTable(contents.schemaOf(database).normalTables, name)!;
  const difference = compareTables(table, await target.shapeOf(name));
  return difference === undefined
    ? { action: 'merge', notes: [`it has ${rows} rows`] }
    : { action: 'conflict', notes: [difference] };
}

/**
 * Decides on a virtual table.
 *
 * @internal
 */
export async function decideVirtualTable(
  question: TableQuestion,
): Promise<TableDecision> {
  const { name, target, conflict } = question;
  const kind = await target?.kindOf(name);
  if (kind === undefined) {
    return { action: 'create', notes: [] };
  }
  if (kind !== 'virtualTable') {
    return inTheWay(kind);
  }
  switch (conflict) {
    case 'refuse':
      return { action: 'conflict', notes: ['it exists'] };
    case 'replace':
      return {
        action: 'replace',
        notes: ['it is made anew'],
        existing: { tables: 1, rows: 0 },
      };
    default:
      return { action: 'skip', notes: ['it exists and stays as it is'] };
  }
}

/**
 * The part of a decision that a restore carries out; `undefined` for what it leaves alone.
 *
 * @internal
 */
export function toTableAction({
  action,
}: TableDecision): TableAction | undefined {
  return action === 'skip' || action === 'conflict' ? undefined : action;
}

function inTheWay(kind: TableKind): TableDecision {
  return {
    action: 'conflict',
    notes: [`there is ${KIND_NAMES[kind]} of that name`],
  };
}

/** The child tables of the backup that are wanted, with digests of their tags. */
async function readChildren(
  { contents, database, name, signal }: TableQuestion,
  only: readonly string[] | undefined,
): Promise<NumbersByName> {
  const wanted = only && new Set(only);
  const children = NumbersByName.create();
  for await (const entries of contents.childTables(database, name, {
    signal,
  })) {
    for (const child of entries) {
      if (!wanted || wanted.has(child.name)) {
        children.set(child.name, tagDigest(child));
      }
    }
  }
  return children;
}

/** Tables at the target that have the names of child tables of the backup and must not be touched. */
async function childConflicts(
  { name, target, conflict }: TableQuestion,
  children: NumbersByName,
  owners: ChildTableOwners,
): Promise<string[]> {
  const found: string[] = [];
  let count = 0;
  await forEachInTurns(children.keys(), child => {
    const owner = owners.ownerOf(child);
    const kind = owner === undefined ? target!.kindOfOther(child) : undefined;
    let note: string | undefined;
    if (kind !== undefined) {
      note = `its child table '${child}' is ${KIND_NAMES[kind]} there`;
    } else if (owner !== undefined && owner !== name) {
      note = `its child table '${child}' belongs to '${owner}' there`;
    } else if (owner !== undefined && conflict === 'refuse') {
      note = `its child table '${child}' exists`;
    }
    if (note !== undefined && ++count <= NAMED_CONFLICTS) {
      found.push(note);
    }
  });
  return count > NAMED_CONFLICTS
    ? [...found, `and ${count - NAMED_CONFLICTS} more`]
    : found;
}

async function tagNotes(
  { contents, client, database, name, target, signal }: TableQuestion,
  children: NumbersByName,
): Promise<string[]> {
  const table = findTable(contents.schemaOf(database).superTables, name)!;
  const existing = await readTableDigests(
    client,
    {
      database: target!.info.name,
      superTable: name,
      tags: table.tags.map(tag => tag.name),
    },
    { digest: tagDigest, signal },
  );
  let differing = 0;
  await forEachInTurns(children, ([child, digest]) => {
    const there = existing.get(child);
    if (there !== undefined && there !== digest) {
      differing++;
    }
  });
  return differing > 0
    ? [`${differing} child tables exist with other tags and keep theirs`]
    : [];
}

function tagDigest({ name, tags }: TableListEntry): number {
  return tableDigest({ name, tags });
}
