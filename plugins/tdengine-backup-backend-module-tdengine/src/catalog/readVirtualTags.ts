import { JsonValue } from '@backstage/types';
import {
  quoteIdentifier,
  quoteString,
  TDengineClient,
  TDengineType,
  typeFromName,
} from 'tdengine-client';
import { qualifiedName } from '../ddl/qualifiedName';
import { tagToJson } from '../tables/tagJson';
import { ColumnDefinition } from './DatabaseSchema';
import { queryRecords, textOf } from './queryRecords';

/**
 * Types that `ins_tags` prints with too few digits.
 */
const ROUNDED: ReadonlySet<TDengineType> = new Set<TDengineType>([
  TDengineType.FLOAT,
  TDengineType.DOUBLE,
  TDengineType.GEOMETRY,
]);

/**
 * Reads the tags of the children of a virtual super table.
 *
 * @remarks
 *
 * `SELECT TAGS` over a virtual super table answers for children with rows only, some of them twice, so the tags come
 * from `ins_tags` as text. That is exact but for floating point numbers and geometries, which are asked for table by
 * table, and where even that has no answer are left out and named.
 *
 * @returns tags by table in the order given, as in table lists
 * @internal
 */
export async function readVirtualTags(
  client: TDengineClient,
  database: string,
  superTable: string,
  tags: readonly ColumnDefinition[],
  options: { signal: AbortSignal },
): Promise<{ tags: Map<string, JsonValue[]>; limitations: string[] }> {
  const rows = await queryRecords(
    client,
    `SELECT table_name, tag_name, tag_value FROM information_schema.ins_tags WHERE db_name = ${quoteString(
      database,
    )} AND stable_name = ${quoteString(superTable)}`,
    options,
  );
  const types = tags.map(({ type }) => typeFromName(type).type);
  const position = new Map(tags.map(({ name }, index) => [name, index]));
  const result = new Map<string, JsonValue[]>();
  const rounded = new Map<string, number[]>();
  for (const row of rows) {
    const table = textOf(row.table_name)!;
    const index = position.get(textOf(row.tag_name)!);
    if (index === undefined) {
      continue;
    }
    const values =
      result.get(table) ??
      Array.from<JsonValue>({ length: tags.length }).fill(null);
    result.set(table, values);
    const text = textOf(row.tag_value);
    if (text !== undefined && ROUNDED.has(types[index])) {
      rounded.set(table, [...(rounded.get(table) ?? []), index]);
    } else {
      values[index] = fromText(types[index], text);
    }
  }
  const limitations: string[] = [];
  for (const [table, indexes] of rounded) {
    const names = indexes.map(index => tags[index].name);
    const { rows: found } = await client.query(
      `SELECT TAGS ${names
        .map(quoteIdentifier)
        .join(', ')} FROM ${qualifiedName(database, table)}`,
      options,
    );
    if (found.length > 0) {
      indexes.forEach((index, column) => {
        result.get(table)![index] = tagToJson(found[0][column]);
      });
    } else {
      limitations.push(
        `Tags ${names.join(
          ', ',
        )} of virtual table '${database}.${table}' cannot be read exactly from this server and are left NULL`,
      );
    }
  }
  return { tags: result, limitations };
}

function fromText(type: TDengineType, text: string | undefined): JsonValue {
  if (text === undefined) {
    return null;
  }
  switch (type) {
    case TDengineType.BOOL:
      return text === 'true' || text === '1';
    case TDengineType.VARBINARY:
      return {
        base64: Buffer.from(text.replace(/^\\x/, ''), 'hex').toString('base64'),
      };
    case TDengineType.BIGINT:
    case TDengineType.UBIGINT:
    case TDengineType.TIMESTAMP:
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
    case TDengineType.JSON:
      return text;
    default:
      return Number(text);
  }
}
