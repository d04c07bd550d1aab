import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { JsonValue } from '@backstage/types';
import { TDengineType, typeFromName } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';
import { z } from 'zod/v3';
import { TableListEntry } from './TableListEntry';
import { tagFromJson, tagToJson } from './tagJson';

const extrasSchema = z
  .object({
    ttl: z.number().int().nonnegative().safe().optional(),
    comment: z.string().optional(),
  })
  .strict();

/**
 * The first line of a table list. The others are `["name", [tags…]]` or `["name", [tags…], {"ttl": 7, "comment": "…"}]`,
 * a line a child table; see docs/native-part-format.md.
 *
 * @internal
 */
export interface TableListHeader {
  format: 'tdengine-tables';
  version: 1;
  database: string;
  superTable: string;
  tags: Array<{ name: string; type: string }>;
}

/**
 * @internal
 */
export function tableListHeader(
  database: string,
  superTable: string,
  tags: readonly ColumnDefinition[],
): TableListHeader {
  return {
    format: 'tdengine-tables',
    version: 1,
    database,
    superTable,
    tags: tags.map(({ name, type }) => ({ name, type })),
  };
}

/**
 * @internal
 */
export function tableListLine(entry: TableListEntry): JsonValue {
  const { name, tags, ttl, comment } = entry;
  const rest = {
    ...(ttl && { ttl }),
    ...(comment !== undefined && { comment }),
  };
  const line: JsonValue[] = [name, tags.map(tagToJson)];
  return Object.keys(rest).length > 0 ? [...line, rest] : line;
}

/**
 * Reads the lines of a table list.
 *
 * @throws DamagedBackupError naming the line
 * @internal
 */
export class TableListParser {
  #header: TableListHeader | undefined;
  #types: TDengineType[] = [];
  #line = 0;

  /** `undefined` for the first line, the header. */
  parse(text: string): TableListEntry | undefined {
    this.#line++;
    try {
      const value = JSON.parse(text);
      if (!this.#header) {
        this.#header = checkHeader(value);
        this.#types = value.tags.map(
          (tag: { type: string }) => typeFromName(tag.type).type,
        );
        return undefined;
      }
      return this.#entry(value);
    } catch (error) {
      throw new DamagedBackupError(
        `Line ${this.#line} of the table list cannot be read`,
        error,
      );
    }
  }

  get header(): TableListHeader {
    if (!this.#header) {
      throw new DamagedBackupError('The table list is empty');
    }
    return this.#header;
  }

  #entry(value: unknown): TableListEntry {
    const [name, tags, extras] = Array.isArray(value) ? value : [];
    if (typeof name !== 'string' || !Array.isArray(tags)) {
      throw new TypeError('It is not ["name", [tags…]]');
    }
    if (tags.length !== this.#types.length) {
      throw new TypeError(
        `It has ${tags.length} tags where the super table has ${
          this.#types.length
        }`,
      );
    }
    return {
      name,
      tags: tags.map((tag, index) => tagFromJson(this.#types[index], tag)),
      ...(extras !== undefined && checkExtras(extras)),
    };
  }
}

/** They go into statements, and anybody may have written the list. */
function checkExtras(extras: unknown): Pick<TableListEntry, 'ttl' | 'comment'> {
  const result = extrasSchema.safeParse(extras);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new TypeError(
      `${['Its extras', ...path].join('.')}: ${message}`.slice(0, 200),
    );
  }
  return result.data;
}

function checkHeader(value: TableListHeader): TableListHeader {
  if (value?.format !== 'tdengine-tables') {
    throw new TypeError('It is not a table list');
  }
  if (value.version !== 1) {
    throw new TypeError(
      `It has version ${value.version}, this software knows version 1`,
    );
  }
  return value;
}
