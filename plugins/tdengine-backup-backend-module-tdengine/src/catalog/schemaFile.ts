import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { readBySchema } from 'backstage-plugin-tdengine-backup-node';
import { z } from 'zod/v3';
import { DatabaseSchema } from './DatabaseSchema';

const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  compositeKey: z.literal(true).optional(),
  encode: z.string().optional(),
  compress: z.string().optional(),
  level: z.string().optional(),
});

const databaseSchema = z.object({
  formatVersion: z.literal(1),
  database: z.string(),
  complete: z.boolean(),
  precision: z.enum(['ms', 'us', 'ns']),
  options: z.record(z.union([z.string(), z.number(), z.boolean()])),
  superTables: z.array(
    z.object({
      name: z.string(),
      virtual: z.literal(true).optional(),
      columns: z.array(columnSchema).min(1),
      tags: z.array(columnSchema),
      comment: z.string().optional(),
      keepMinutes: z.number().optional(),
    }),
  ),
  normalTables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(columnSchema).min(1),
      comment: z.string().optional(),
      ttl: z.number().optional(),
    }),
  ),
  virtualTables: z.array(
    z.object({
      name: z.string(),
      superTable: z.string().optional(),
      columns: z.array(
        z.object({
          name: z.string(),
          type: z.string(),
          from: z
            .object({
              database: z.string(),
              table: z.string(),
              column: z.string(),
            })
            .optional(),
        }),
      ),
      tags: z.array(z.unknown()).optional(),
    }),
  ),
});

/**
 * Writes the definitions of a database as `schema.json`. The same definitions give the same bytes.
 *
 * @internal
 */
export function serializeSchema(schema: DatabaseSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/**
 * Reads a `schema.json`.
 *
 * @throws InputError naming the file and what is wrong with it
 * @internal
 */
export function parseSchema(text: string, file: string): DatabaseSchema {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`'${file}' is not JSON`, error);
  }
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > 1) {
    throw new InputError(
      `'${file}' has format version ${version}, this software knows version 1: use a newer one`,
    );
  }
  const result = readBySchema(databaseSchema, value);
  if ('fault' in result) {
    throw new InputError(`'${file}' is not a schema: ${result.fault}`);
  }
  return result.data;
}

/**
 * A digest of the definitions, to tell whether they changed between two attempts of a backup.
 *
 * @internal
 */
export function schemaDigest(schema: DatabaseSchema): string {
  return createHash('sha256').update(serializeSchema(schema)).digest('hex');
}
