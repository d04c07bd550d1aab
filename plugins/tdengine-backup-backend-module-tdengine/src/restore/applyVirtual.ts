import { typeFromName } from 'tdengine-client';
import { findTable } from '../catalog/findTable';
import { createVirtualTableStatement } from '../ddl/createVirtualTable';
import { qualifiedName } from '../ddl/qualifiedName';
import { Applied, ApplyContext } from './ApplyContext';
import { executeStatement } from './executeStatement';
import { referenceName } from './virtualReferences';

/**
 * Creates the virtual tables of a database, the databases they refer to renamed.
 *
 * @internal
 */
export async function applyVirtual(context: ApplyContext): Promise<Applied> {
  const { run, client, plan, database, schema } = context;
  const rename = referenceName(plan.databases);
  const tagsOf = new Map(
    schema.superTables.map(({ name, tags }) => [
      name,
      tags.map(tag => ({ name: tag.name, type: typeFromName(tag.type).type })),
    ]),
  );
  for (const { name, action } of database.virtualTables) {
    const table = findTable(schema.virtualTables, name)!;
    if (action === 'replace') {
      // They hold no rows, so that dropping one made by an earlier attempt loses nothing.
      await executeStatement(
        client,
        `DROP VTABLE IF EXISTS ${qualifiedName(database.target, name)}`,
        run,
      );
    }
    await executeStatement(
      client,
      createVirtualTableStatement(
        database.target,
        table,
        tagsOf.get(table.superTable ?? '') ?? [],
        rename,
        { ifNotExists: true },
      ),
      run,
    );
    run.reporter.advance({ tables: 1 });
  }
  return { rows: 0, tables: database.virtualTables.length };
}
