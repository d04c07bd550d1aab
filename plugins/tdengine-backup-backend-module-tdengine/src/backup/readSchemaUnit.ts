import { InputError } from '@backstage/errors';
import {
  assertReadableJson,
  Part,
} from 'backstage-plugin-tdengine-backup-node';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { ObjectDefinition } from '../catalog/ObjectDefinition';
import { objectsSql, serializeObjects } from '../catalog/objectsFile';
import { serializeSchema } from '../catalog/schemaFile';
import { schemaSql } from '../ddl/schemaSql';
import { textPart } from './textPart';
import { SERVER_OBJECTS, schemaFolder } from './unitPaths';

/** Definitions are small, and people want to read them. */
const UNCOMPRESSED = { algorithm: 'none', level: 0 } as const;

/**
 * The definitions of a database: for a restore as JSON, for people as SQL; and those of its indexes, topics and whatever
 * else it has beside tables, where there are any.
 *
 * @internal
 */
export function* readSchemaUnit(
  schema: DatabaseSchema,
  objects: readonly ObjectDefinition[],
): Generator<Part> {
  const { database } = schema;
  const folder = schemaFolder(database);
  yield jsonPart(`${folder}/schema.json`, serializeSchema(schema));
  yield part(`${folder}/schema.sql`, schemaSql(schema));
  yield* objectParts(`${folder}/objects`, objects, { database });
}

/**
 * Functions, users and grants of a server.
 *
 * @internal
 */
export function* readServerUnit(
  objects: readonly ObjectDefinition[],
): Generator<Part> {
  yield* objectParts(SERVER_OBJECTS, objects, {});
}

function* objectParts(
  path: string,
  objects: readonly ObjectDefinition[],
  owner: { database?: string },
): Generator<Part> {
  if (objects.length > 0) {
    const definitions = {
      formatVersion: 1 as const,
      ...owner,
      objects: [...objects],
    };
    yield jsonPart(`${path}.json`, serializeObjects(definitions));
    yield part(`${path}.sql`, objectsSql(definitions));
  }
}

/** What a restore could not read must not be written. */
function jsonPart(path: string, text: string): Part {
  try {
    assertReadableJson(Buffer.from(text), path);
  } catch (error) {
    throw new InputError(
      `The definitions of '${path}' are too many to be read back: divide the backup by its scope`,
      error,
    );
  }
  return part(path, text);
}

function part(path: string, text: string): Part {
  return textPart({
    path,
    kind: 'schema',
    lines: [text],
    compression: UNCOMPRESSED,
  });
}
