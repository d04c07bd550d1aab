import { TDengineClient } from 'tdengine-client';
import { ObjectDefinition } from './ObjectDefinition';
import { queryRecords, Row } from './queryRecords';

/** Statements are kept in a VARCHAR(2048); one of that length may have been longer. */
const LONGEST_STATEMENT = 2048;

/**
 * Objects read from one table of the catalogue.
 *
 * @internal
 */
export interface ObjectSource {
  table: string;
  /** Plural, for the sentence that says it could not be read. */
  many: string;
  where?: string;
  /** The object of a row; a text says why it is not in the backup; `undefined` for what nobody made. */
  toObject(row: Row): ObjectDefinition | string | undefined;
}

/**
 * What was read, and what could not be, in words.
 *
 * @internal
 */
export interface ReadObjects {
  objects: ObjectDefinition[];
  limitations: string[];
}

/**
 * Reads objects beside tables. Where a server lacks one of the catalogue's tables, the rest is read all the same.
 *
 * @param place - whose they are, for sentences: ` of database 'power'`
 * @internal
 */
export async function readObjects(
  client: TDengineClient,
  sources: readonly ObjectSource[],
  options: { place: string; signal: AbortSignal },
): Promise<ReadObjects> {
  const objects: ObjectDefinition[] = [];
  const limitations = new Set<string>();
  for (const { table, many, where = '', toObject } of sources) {
    let rows: Row[];
    try {
      rows = await queryRecords(
        client,
        `SELECT * FROM information_schema.${table}${where}`,
        options,
      );
    } catch (error) {
      options.signal.throwIfAborted();
      limitations.add(
        `Whether there are ${many}${options.place} could not be read: ${
          (error as Error).message
        }`,
      );
      continue;
    }
    const found = new Map<string, ObjectDefinition>();
    for (const row of rows) {
      const object = toObject(row);
      if (typeof object === 'string') {
        limitations.add(object);
      } else if (object) {
        // An index is there once a vgroup.
        found.set(object.statement, object);
      }
    }
    objects.push(
      ...[...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }
  return { objects, limitations: [...limitations].sort() };
}

/**
 * An object whose statement the catalogue has.
 *
 * @returns instead why it cannot be in the backup, where the statement is cut off or not there
 * @internal
 */
export function objectOfStatement(
  kind: ObjectDefinition['kind'],
  name: string,
  statement: string | undefined,
  options: { place: string; prefix?: string },
): ObjectDefinition | string {
  const what = `${kind[0].toUpperCase()}${kind.slice(1)} '${name}'${
    options.place
  }`;
  if (!statement) {
    return `${what} is not in the backup: the server does not tell its statement`;
  }
  if (Buffer.byteLength(statement) === LONGEST_STATEMENT) {
    return `${what} is not in the backup: its statement is too long for this server to tell whole`;
  }
  return {
    kind,
    name,
    statement: `${options.prefix ?? ''}${statement.trim().replace(/;$/, '')}`,
  };
}
