import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { splitExclusions } from './exclusions';
import { hasWildcard } from './globPattern';
import {
  SYSTEM_DATABASES,
  TdengineScope,
  TdengineTableSelection,
} from './TdengineScope';

const LONGEST_DATABASE_NAME = 64;
const LONGEST_TABLE_NAME = 192;

/**
 * Checks and normalises a scope from a request: sorted, without duplicates, so that the same choice is the same text.
 *
 * @throws InputError naming the field
 * @public
 */
export function parseScope(scope: JsonValue | undefined): TdengineScope {
  const object = asObject(scope, 'scope');
  if (object.all !== undefined) {
    return parseAll(object);
  }
  rejectUnknown(object, ['databases', 'exclude', 'tables'], 'scope');
  const databases = optionalNames(
    object.databases,
    'scope.databases',
    LONGEST_DATABASE_NAME,
  );
  const exclude = parseExclusions(object.exclude);
  const tables = parseTables(object.tables);
  if (databases.length === 0 && tables.length === 0) {
    throw new InputError(
      'scope has to name what to back up: {"all": true}, {"databases": [...]} or {"tables": [...]}',
    );
  }
  rejectSystemDatabases(databases, 'scope.databases');
  tables.forEach((selection, index) => {
    if (databases.includes(selection.database)) {
      throw new InputError(
        `scope.tables[${index}].database: '${selection.database}' is in scope.databases as a whole already`,
      );
    }
    if (exclude.includes(selection.database)) {
      throw new InputError(
        `scope.tables[${index}].database: '${selection.database}' is in scope.exclude as a whole`,
      );
    }
  });
  return {
    ...(databases.length > 0 && { databases }),
    ...(exclude.length > 0 && { exclude }),
    ...(tables.length > 0 && { tables }),
  };
}

function parseAll(object: JsonObject): TdengineScope {
  if (object.all !== true) {
    throw new InputError('scope.all can only be true');
  }
  rejectUnknown(object, ['all', 'exclude'], 'scope');
  const exclude = parseExclusions(object.exclude);
  return { all: true, ...(exclude.length > 0 && { exclude }) };
}

function parseExclusions(value: JsonValue | undefined): string[] {
  const entries = optionalNames(
    value,
    'scope.exclude',
    LONGEST_DATABASE_NAME + 1 + LONGEST_TABLE_NAME,
  );
  const { databases, tables } = splitExclusions(entries);
  for (const database of databases) {
    checkName(database, 'scope.exclude', LONGEST_DATABASE_NAME);
  }
  for (const { database, table } of tables) {
    checkName(database, 'scope.exclude', LONGEST_DATABASE_NAME);
    checkName(table, 'scope.exclude', LONGEST_TABLE_NAME);
  }
  return entries;
}

function parseTables(value: JsonValue | undefined): TdengineTableSelection[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new InputError('scope.tables has to be a list');
  }
  const selections = value.map((entry, index) =>
    parseTableSelection(entry, `scope.tables[${index}]`),
  );
  const seen = new Set<string>();
  selections.forEach(({ database }, index) => {
    if (seen.has(database)) {
      throw new InputError(
        `scope.tables[${index}].database: '${database}' is there twice; join its tables in one entry`,
      );
    }
    seen.add(database);
  });
  return selections.sort((a, b) => compareText(a.database, b.database));
}

function parseTableSelection(
  value: JsonValue | undefined,
  field: string,
): TdengineTableSelection {
  const object = asObject(value, field);
  rejectUnknown(object, ['database', 'include', 'exclude'], field);
  const { database } = object;
  checkName(database, `${field}.database`, LONGEST_DATABASE_NAME);
  if (hasWildcard(database)) {
    throw new InputError(
      `${field}.database has to be the name of one database, got the pattern '${database}'; only scope.databases and scope.exclude take patterns`,
    );
  }
  rejectSystemDatabases([database], `${field}.database`);
  const include = optionalNames(
    object.include,
    `${field}.include`,
    LONGEST_TABLE_NAME,
  );
  if (include.length === 0) {
    throw new InputError(`${field}.include has to name at least one table`);
  }
  const exclude = optionalNames(
    object.exclude,
    `${field}.exclude`,
    LONGEST_TABLE_NAME,
  );
  return { database, include, ...(exclude.length > 0 && { exclude }) };
}

function optionalNames(
  value: JsonValue | undefined,
  field: string,
  longest: number,
): string[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new InputError(`${field} has to be a list of names`);
  }
  const names = value.map((entry, index) => {
    checkName(entry, `${field}[${index}]`, longest);
    return entry;
  });
  return [...new Set(names)].sort(compareText);
}

function checkName(
  value: JsonValue | undefined,
  field: string,
  longest: number,
): asserts value is string {
  if (typeof value !== 'string' || value === '') {
    throw new InputError(`${field} has to be a name`);
  }
  if (Buffer.byteLength(value) > longest) {
    throw new InputError(
      `${field} is longer than the ${longest} bytes a name can have`,
    );
  }
  // eslint-disable-next-line no-control-regex
  if (/\u0000/.test(value)) {
    throw new InputError(`${field} has a NUL character in it`);
  }
}

function rejectSystemDatabases(names: readonly string[], field: string): void {
  const name = names.find(candidate => SYSTEM_DATABASES.includes(candidate));
  if (name !== undefined) {
    throw new InputError(
      `${field}: '${name}' belongs to the server and cannot be backed up`,
    );
  }
}

function rejectUnknown(
  object: JsonObject,
  known: readonly string[],
  field: string,
): void {
  const unknown = Object.keys(object).find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${field}.${unknown} is not known; there are ${known.join(', ')}`,
    );
  }
}

function asObject(value: JsonValue | undefined, field: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${field} has to be an object`);
  }
  return value as JsonObject;
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
