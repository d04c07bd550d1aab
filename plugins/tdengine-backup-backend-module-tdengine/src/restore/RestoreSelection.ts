import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod/v3';

/**
 * What of a backup is to be restored: whole databases, and single tables of others. Everything when it is left out.
 *
 * @public
 */
export interface TdengineRestoreSelection {
  /** Databases as a whole, as far as the backup has them. */
  databases?: string[];
  /** Single tables. */
  tables?: Array<{
    /** As in the backup. */
    database: string;
    /** A super table with its child tables, a child table, a normal table or a virtual table. */
    name: string;
  }>;
}

/**
 * Switches of a restore into TDengine.
 *
 * @public
 */
export interface TdengineRestoreOptions {
  /** Vgroups of databases that are created; as in the backup when left out. */
  vgroups?: number;
  /** Replicas of databases that are created; as in the backup when left out. */
  replica?: number;
  /**
   * What to do where rows are older than the database keeps them: `original` refuses the restore, `extend` creates the
   * database with a KEEP long enough, `drop` leaves those rows out.
   */
  keep: 'original' | 'extend' | 'drop';
  /** Creates the indexes and TSMAs of whole databases again; true when left out. */
  indexes: boolean;
  /** Creates the views of whole databases again; true when left out. */
  views: boolean;
  /** Creates the topics of whole databases again; false when left out: their consumers begin anew. */
  topics: boolean;
  /** Creates the streams of whole databases again; false when left out: they go on writing at once. */
  streams: boolean;
}

const selectionSchema = z
  .object({
    databases: z.array(z.string().min(1)).optional(),
    tables: z
      .array(
        z
          .object({ database: z.string().min(1), name: z.string().min(1) })
          .strict(),
      )
      .optional(),
  })
  .strict();

const optionsSchema = z
  .object({
    vgroups: z.number().int().min(1).max(1024).optional(),
    replica: z.number().int().min(1).max(3).optional(),
    keep: z.enum(['original', 'extend', 'drop']).default('original'),
    indexes: z.boolean().default(true),
    views: z.boolean().default(true),
    topics: z.boolean().default(false),
    streams: z.boolean().default(false),
  })
  .strict();

/**
 * @returns `undefined` for everything
 * @throws InputError naming the field
 * @internal
 */
export function parseSelection(
  selection: JsonValue | undefined,
): TdengineRestoreSelection | undefined {
  if (selection === undefined || selection === null) {
    return undefined;
  }
  const parsed = parse(selectionSchema, selection, 'selection');
  const { databases = [], tables = [] } = parsed;
  if (databases.length + tables.length === 0) {
    throw new InputError(
      'selection names neither databases nor tables; leave it out to restore everything',
    );
  }
  return parsed;
}

/**
 * @throws InputError naming the field
 * @internal
 */
export function parseRestoreOptions(
  options: JsonObject | undefined,
): TdengineRestoreOptions {
  return parse(optionsSchema, options ?? {}, 'options');
}

/**
 * The new name of a database that is to be renamed.
 *
 * @throws InputError naming the field
 * @internal
 */
export function checkDatabaseName(name: string, field: string): string {
  if (
    name === '' ||
    Buffer.byteLength(name) > 64 ||
    // eslint-disable-next-line no-control-regex
    /[.\u0000]/.test(name) ||
    /^(information_schema|performance_schema)$/i.test(name)
  ) {
    throw new InputError(
      `${field}: '${name}' cannot be the name of a database; it has 1 to 64 bytes, no dot, and is not one of the server's own`,
    );
  }
  return name;
}

function parse<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  value: unknown,
  field: string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue.path
      .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('');
    throw new InputError(`${field}${path}: ${issue.message}`);
  }
  return result.data;
}
