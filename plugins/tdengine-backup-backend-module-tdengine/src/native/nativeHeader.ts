import { readBySchema } from 'backstage-plugin-tdengine-backup-node';
import { isTDengineType } from 'tdengine-client';
import { z } from 'zod/v3';
import { NativeHeader } from './nativeFormat';

const headerSchema = z.object({
  format: z.literal('tdengine-native'),
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
  compression: z.enum(['none', 'gzip', 'zstd']),
});

/**
 * Reads the header of a native part.
 *
 * @throws Error that says what is wrong, or which version would be needed
 * @internal
 */
export function parseNativeHeader(bytes: Uint8Array): NativeHeader {
  const value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (value?.format === 'tdengine-native' && value.version > 1) {
    throw new Error(
      `It has version ${value.version} of the native format, this software knows version 1`,
    );
  }
  const result = readBySchema(headerSchema, value);
  if ('fault' in result) {
    throw new Error(`Its header is wrong at ${result.fault}`);
  }
  return result.data as NativeHeader;
}
