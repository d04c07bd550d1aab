import { describeDeadlyName, isDeadlyName } from '../ddl/deadlyName';
import { SelectedContents } from './selectContents';

/** As many as are named. */
const NAMED = 10;

/**
 * Names of a selection and its target that a server must not be asked for, in words. Child tables that were not chosen one
 * by one are not looked at.
 *
 * @internal
 */
export function deadlyNames(
  { schema, superTables, normalTables, virtualTables }: SelectedContents,
  target: string,
): string[] {
  const tables = [
    ...[...superTables].flatMap(([name, only = []]) => [name, ...only]),
    ...normalTables,
    ...virtualTables,
  ];
  const references = schema.virtualTables
    .filter(({ name }) => virtualTables.has(name))
    .flatMap(({ columns }) => columns)
    .flatMap(({ from }) => (from ? [from.database, from.table] : []));
  return [target, ...tables, ...references]
    .filter(isDeadlyName)
    .slice(0, NAMED)
    .map(describeDeadlyName);
}
