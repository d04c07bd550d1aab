import { SqlError, sqlErrors } from '../../SqlError';
import type { CreateTopic, DropTopic } from '../../sql/topics';
import { lengthOf, type Field } from '../../types/DataType';
import { metaTypeName } from '../../types/typeNames';
import { updated, type UpdateResult } from '../results';
import { executeSelect } from '../select/executeSelect';
import { containsAggregate } from '../select/scopes';
import type { Session } from '../Session';

export function createTopic(
  { name, ifNotExists, meta, of, sql }: CreateTopic,
  session: Session,
): UpdateResult {
  const { topics } = session.catalog;
  if (topics.has(name)) {
    if (ifNotExists) {
      return updated();
    }
    throw new SqlError(0x03e0, 'Topic already exists');
  }
  topics.set(name, {
    name,
    sql,
    meta,
    createTime: Date.now(),
    ...describe(of, session),
  });
  return updated();
}

function describe(
  of: CreateTopic['of'],
  session: Session,
): { database: string; schema: string; type: string } {
  switch (of.kind) {
    case 'database':
      return {
        database: session.catalog.database(of.name).name,
        schema: 'NULL',
        type: 'db',
      };
    case 'stable': {
      const name = session.databaseName(of.name);
      const database = session.catalog.databases.get(name);
      if (!database?.superTables.has(of.name.table)) {
        throw sqlErrors.noSuchSuperTable();
      }
      return { database: name, schema: 'NULL', type: 'stable' };
    }
    default: {
      const { source, items } = of.query;
      const hasAggregate = items.some(({ expression }) =>
        containsAggregate(expression),
      );
      if (source?.kind !== 'table' || hasAggregate) {
        throw new SqlError(0x2639, 'Invalid topic query');
      }
      return {
        database: session.databaseOf(source.name).name,
        schema: schemaText(executeSelect(of.query, session).fields),
        type: 'column',
      };
    }
  }
}

function schemaText(fields: Field[]): string {
  return JSON.stringify(
    fields.map(({ name, type }) => ({
      name,
      type: metaTypeName(type).replace(/\(.*/, ''),
      length: lengthOf(type),
    })),
  );
}

export function dropTopic(
  { name, ifExists }: DropTopic,
  { catalog }: Session,
): UpdateResult {
  if (!catalog.topics.delete(name) && !ifExists) {
    throw new SqlError(0x03e1, 'Topic not exist');
  }
  return updated();
}
