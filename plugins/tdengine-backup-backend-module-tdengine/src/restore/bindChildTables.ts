import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  quoteIdentifier,
  TDengineClient,
  TDengineType,
  typeFromName,
  Value,
} from 'tdengine-client';
import { SuperTableSchema } from '../catalog/DatabaseSchema';
import { tableClauses } from '../ddl/createTableStatement';
import { qualifiedName } from '../ddl/qualifiedName';
import { TableListEntry } from '../tables/TableListEntry';
import { executeStatement } from './executeStatement';
import { unitsPerMillisecond } from './TimeWindow';

const TABLES_AT_ONCE = 200;

/**
 * Creates child tables whose tags have values that no literal of SQL stands for.
 *
 * @remarks
 *
 * Tags can be bound only together with a row, so each table gets a row of the present moment that is deleted at once.
 *
 * @internal
 */
export async function bindChildTables(
  client: TDengineClient,
  parent: {
    database: string;
    precision: 'ms' | 'us' | 'ns';
    superTable: SuperTableSchema;
  },
  tables: readonly TableListEntry[],
  options: { signal: AbortSignal },
): Promise<void> {
  if (tables.length === 0) {
    return;
  }
  const { database, superTable } = parent;
  const now = BigInt(Date.now()) * unitsPerMillisecond(parent.precision);
  const tags = superTable.tags.map(toColumn);
  const keys = superTable.columns
    .filter(({ compositeKey }, index) => index === 0 || compositeKey)
    .map(toColumn);
  const row = ColumnBlock.parse(
    encodeBlock(keys, [[now, ...keys.slice(1).map(anyValue)]]),
  );
  for (let start = 0; start < tables.length; start += TABLES_AT_ONCE) {
    const batch = tables.slice(start, start + TABLES_AT_ONCE);
    const block = ColumnBlock.parse(
      encodeBlock(
        tags,
        batch.map(table => table.tags),
      ),
    );
    const writer = await client.stmt2(database, {
      signal: options.signal,
      superTableInsert: true,
      columns: keys.map(({ name }) => name),
      using: {
        superTable: superTable.name,
        tags: tags.map(({ name }) => name),
      },
    });
    try {
      await writer.bind(
        batch.map(({ name }, index) => ({
          name,
          block: row,
          from: 0,
          to: 1,
          columnIndexes: keys.map((_, column) => column),
          tags: { block, row: index },
        })),
      );
    } finally {
      await writer.close();
    }
    for (const { name } of batch) {
      await executeStatement(
        client,
        `DELETE FROM ${qualifiedName(database, name)} WHERE ${quoteIdentifier(
          keys[0].name,
        )} = ${now}`,
        options,
      );
    }
    await setExtras(client, database, batch, options);
  }
}

/** A statement that binds has no place for TTL and comment. */
async function setExtras(
  client: TDengineClient,
  database: string,
  tables: readonly TableListEntry[],
  options: { signal: AbortSignal },
): Promise<void> {
  for (const entry of tables) {
    const table = qualifiedName(database, entry.name);
    for (const clause of tableClauses(entry)) {
      await executeStatement(client, `ALTER TABLE ${table} ${clause}`, options);
    }
  }
}

function toColumn({
  name,
  type,
}: {
  name: string;
  type: string;
}): ColumnSchema {
  return { name, ...typeFromName(type) };
}

/** A composite key takes integers and text. */
function anyValue({ type }: ColumnSchema): Value {
  return type === TDengineType.VARCHAR || type === TDengineType.NCHAR ? '' : 0;
}
