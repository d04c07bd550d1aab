import { fixedSizeOf, typeFromName } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';

/**
 * Why rows of a table of the backup cannot be added to one that exists, naming the column or tag.
 *
 * @returns `undefined` where they can: each column of the backup is there, of the same type and no shorter
 * @internal
 */
export function compareTables(
  backup: TableShape,
  existing: TableShape,
): string | undefined {
  return (
    compareColumns('column', backup.columns, existing.columns) ??
    compareColumns('tag', backup.tags ?? [], existing.tags ?? []) ??
    compareKeys(backup.columns, existing.columns)
  );
}

/**
 * @internal
 */
export interface TableShape {
  columns: readonly ColumnDefinition[];
  tags?: readonly ColumnDefinition[];
}

function compareColumns(
  noun: string,
  backup: readonly ColumnDefinition[],
  existing: readonly ColumnDefinition[],
): string | undefined {
  const byName = new Map(existing.map(column => [column.name, column]));
  for (const { name, type } of backup) {
    const other = byName.get(name);
    if (!other) {
      return `${noun} '${name}' is not there`;
    }
    const wanted = typeFromName(type);
    const found = typeFromName(other.type);
    const shorter =
      fixedSizeOf(wanted.type) === undefined && found.bytes < wanted.bytes;
    if (
      found.type !== wanted.type ||
      shorter ||
      found.precision !== wanted.precision ||
      found.scale !== wanted.scale
    ) {
      return `${noun} '${name}' is ${other.type} there and ${type} in the backup`;
    }
  }
  return undefined;
}

function compareKeys(
  backup: readonly ColumnDefinition[],
  existing: readonly ColumnDefinition[],
): string | undefined {
  const [keys, others] = [backup, existing].map(columns =>
    columns.filter(
      ({ compositeKey }, index) => index === 0 || compositeKey === true,
    ),
  );
  const wrong =
    keys.find(({ name }, index) => others[index]?.name !== name) ??
    (others.length > keys.length ? others[keys.length] : undefined);
  return (
    wrong &&
    `column '${wrong.name}' is part of the primary key only on one side`
  );
}
