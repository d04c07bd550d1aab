import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { Unit } from 'backstage-plugin-tdengine-backup-node';
import { z } from 'zod/v3';

const jsonSchema = z.custom<JsonValue>(value => value !== undefined);

const unitSchema = z.object({
  id: z.string(),
  kind: z.enum(['schema', 'tables', 'rows', 'counts']),
  label: z.string(),
  database: z.string().optional(),
  table: z.string().optional(),
  after: z.array(z.string()).optional(),
  estimatedRows: z.number(),
  estimatedBytes: z.number(),
  state: jsonSchema,
});

const fenceSchema = z.object({
  version: z.literal(1),
  startedAt: z.string(),
  /** By database: the digest of its definitions, its vgroups' versions and its oldest timestamp when it was planned. */
  databases: z.record(
    z.object({
      digest: z.string(),
      vgroups: z.record(z.string().nullable()),
      first: z.string().optional(),
    }),
  ),
  estimate: z.object({
    rows: z.number(),
    tables: z.number(),
    bytes: z.number(),
  }),
  units: z.array(unitSchema),
});

/**
 * Everything another worker needs to go on with a backup.
 *
 * @internal
 */
export interface BackupFence {
  version: 1;
  startedAt: string;
  databases: Record<
    string,
    {
      digest: string;
      vgroups: Record<string, string | null>;
      first?: string;
    }
  >;
  estimate: { rows: number; tables: number; bytes: number };
  units: Unit[];
}

/**
 * @throws InputError where it was not written by this version
 * @internal
 */
export function parseFence(fence: JsonValue): BackupFence {
  const result = fenceSchema.safeParse(fence);
  if (!result.success) {
    throw new InputError(
      'The interrupted backup was planned by another version of the TDengine source; start it anew',
    );
  }
  return result.data as BackupFence;
}

/**
 * @internal
 */
export function fenceToJson(fence: BackupFence): JsonValue {
  return JSON.parse(JSON.stringify(fence));
}
