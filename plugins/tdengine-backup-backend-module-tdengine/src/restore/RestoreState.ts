import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { z } from 'zod/v3';
import { objectKindSchema } from '../catalog/objectsFile';

const integerText = z.string().regex(/^-?\d+$/);

const actionSchema = z.enum(['create', 'merge', 'replace']);

const databaseSchema = z.object({
  /** In the backup. */
  database: z.string(),
  /** At the target. */
  target: z.string(),
  /** `into`: the database exists and keeps its options. */
  action: z.enum(['create', 'replace', 'into']),
  /** Options that differ from the backup's, by column of `ins_databases`. */
  overrides: z.record(z.union([z.string(), z.number()])),
  /** Half-open window of the rows wanted, in the database's precision. */
  window: z.object({
    from: integerText.optional(),
    to: integerText.optional(),
  }),
  superTables: z.array(
    z.object({
      name: z.string(),
      action: actionSchema,
      /** Chosen child tables; all when absent. */
      only: z.array(z.string()).optional(),
    }),
  ),
  normalTables: z.array(z.object({ name: z.string(), action: actionSchema })),
  virtualTables: z.array(z.object({ name: z.string(), action: actionSchema })),
  /** Indexes, topics and the like, to be created at the end with the statements that were confirmed. */
  objects: z
    .array(
      z.object({
        kind: objectKindSchema,
        name: z.string(),
        statement: z.string(),
      }),
    )
    .default([]),
});

const planStateSchema = z.object({
  version: z.literal(1),
  batchSize: z.number().int().positive(),
  databases: z.array(databaseSchema),
});

const unitStateSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('database'), target: z.string() }),
  z.object({ type: z.literal('schema'), target: z.string() }),
  z.object({
    type: z.literal('tables'),
    target: z.string(),
    table: z.string(),
  }),
  z.object({ type: z.literal('rows'), target: z.string(), table: z.string() }),
  z.object({ type: z.literal('virtual'), target: z.string() }),
  z.object({ type: z.literal('objects'), target: z.string() }),
  z.object({
    type: z.literal('check'),
    target: z.string(),
    table: z.string(),
    method: z.enum(['counts', 'keys']),
  }),
]);

/**
 * What happens to a table: it is made anew, gets rows added, or is removed and made anew.
 *
 * @internal
 */
export type TableAction = z.infer<typeof actionSchema>;

/**
 * One database of a restore.
 *
 * @internal
 */
export type RestoreDatabase = z.infer<typeof databaseSchema>;

/**
 * `RestorePlan.state`.
 *
 * @internal
 */
export type RestorePlanState = z.infer<typeof planStateSchema>;

/**
 * `RestoreUnit.state`.
 *
 * @internal
 */
export type RestoreUnitState = z.infer<typeof unitStateSchema>;

/**
 * @throws InputError for a plan of another version
 * @internal
 */
export function parsePlanState(state: JsonValue): RestorePlanState {
  return parse(planStateSchema, state);
}

/**
 * @throws InputError for a unit of another version
 * @internal
 */
export function parseRestoreUnitState(state: JsonValue): RestoreUnitState {
  return parse(unitStateSchema, state);
}

function parse<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  state: JsonValue,
): T {
  const result = schema.safeParse(state);
  if (!result.success) {
    throw new InputError(
      'The restore was planned by another version of the TDengine source; plan it anew',
    );
  }
  return result.data;
}
