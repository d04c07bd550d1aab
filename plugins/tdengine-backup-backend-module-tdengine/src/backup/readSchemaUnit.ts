import { Part } from 'backstage-plugin-tdengine-backup-node';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { serializeSchema } from '../catalog/schemaFile';
import { schemaSql } from '../ddl/schemaSql';
import { textPart } from './textPart';
import { schemaFolder } from './unitPaths';

/** Definitions are small, and people want to read them. */
const UNCOMPRESSED = { algorithm: 'none', level: 0 } as const;

/**
 * The definitions of a database: for a restore as JSON, for people as SQL.
 *
 * @internal
 */
export function* readSchemaUnit(schema: DatabaseSchema): Generator<Part> {
  const folder = schemaFolder(schema.database);
  const files = [
    ['schema.json', serializeSchema(schema)],
    ['schema.sql', schemaSql(schema)],
  ];
  for (const [name, text] of files) {
    yield textPart({
      path: `${folder}/${name}`,
      kind: 'schema',
      lines: [text],
      compression: UNCOMPRESSED,
    });
  }
}
