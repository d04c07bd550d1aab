import type { Relation } from '../select/Relation';
import { RowsRelation } from '../select/RowsRelation';
import type { Session } from '../Session';
import { clusterTables, performanceTables } from './clusterTables';
import { databaseTables } from './databaseTables';
import { objectTables } from './objectTables';
import type { SystemTable } from './SystemTable';

const CATALOGUES: Record<string, Record<string, SystemTable>> = {
  information_schema: { ...databaseTables, ...objectTables, ...clusterTables },
  performance_schema: performanceTables,
};

/** A table of information_schema or performance_schema. */
export function systemTable(
  database: string,
  name: string,
): SystemTable | undefined {
  return CATALOGUES[database]?.[name];
}

/** The same as something a SELECT can read. */
export function systemRelation(
  database: string,
  name: string,
  session: Session,
): Relation | undefined {
  const table = systemTable(database, name);
  return table && RowsRelation.ofRows(table.fields, () => table.rows(session));
}
