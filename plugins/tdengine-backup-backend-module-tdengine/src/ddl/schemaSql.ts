import { typeFromName } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import {
  createDatabaseStatement,
  databaseOptions,
} from './createDatabaseStatement';
import {
  createNormalTableStatement,
  createSuperTableStatement,
} from './createTableStatement';
import { createVirtualTableStatement } from './createVirtualTable';

/**
 * The definitions of a database as SQL that can be run by hand. Child tables are not in it: their names and tags are in
 * the table lists.
 *
 * @internal
 */
export function schemaSql(schema: DatabaseSchema): string {
  const { database, superTables, normalTables, virtualTables } = schema;
  const tagsOf = new Map(
    superTables.map(({ name, tags }) => [
      name,
      tags.map(tag => ({
        name: tag.name,
        type: typeFromName(tag.type).type,
      })),
    ]),
  );
  const statements = [
    createDatabaseStatement(database, databaseOptions(schema).options),
    ...superTables.map(table => createSuperTableStatement(database, table)),
    ...normalTables.map(table => createNormalTableStatement(database, table)),
    ...virtualTables.map(table =>
      createVirtualTableStatement(
        database,
        table,
        tagsOf.get(table.superTable ?? '') ?? [],
        name => name,
      ),
    ),
  ];
  return statements.map(statement => `${statement};\n`).join('');
}
