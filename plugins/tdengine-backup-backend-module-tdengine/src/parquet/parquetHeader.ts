import { readBySchema } from 'backstage-plugin-tdengine-backup-node';
import { isTDengineType } from 'tdengine-client';
import { z } from 'zod/v3';
import { METADATA_KEY, ParquetHeader } from './parquetLayout';

const headerSchema = z.object({
  format: z.literal('tdengine-parquet'),
  version: z.literal(1),
  database: z.string(),
  table: z.string(),
  tableNames: z.boolean(),
  precision: z.enum(['ms', 'us', 'ns']),
  columns: z
    .array(
      z.object({
        name: z.string(),
        type: z.number().refine(isTDengineType),
        bytes: z.number().int().nonnegative(),
        precision: z.number().int().optional(),
        scale: z.number().int().optional(),
      }),
    )
    .min(1),
});

/**
 * Reads what a Parquet file tells of TDengine's types.
 *
 * @throws Error that says what is wrong, or which version would be needed
 * @internal
 */
export function parseParquetHeader(json: string): ParquetHeader {
  if (json === '') {
    throw new Error(`Its metadata has no '${METADATA_KEY}'`);
  }
  const value = JSON.parse(json);
  if (value?.format === 'tdengine-parquet' && value.version > 1) {
    throw new Error(
      `It has version ${value.version} of the Parquet layout, this software knows version 1`,
    );
  }
  const result = readBySchema(headerSchema, value);
  if ('fault' in result) {
    throw new Error(`Its metadata is wrong at ${result.fault}`);
  }
  return result.data as ParquetHeader;
}
