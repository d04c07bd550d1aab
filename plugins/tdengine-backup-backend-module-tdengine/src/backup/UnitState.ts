import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { z } from 'zod/v3';

const integerText = z.string().regex(/^-?\d+$/);

const unitStateSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('schema'), database: z.string() }),
  z.object({ type: z.literal('server') }),
  z.object({
    type: z.literal('tables'),
    database: z.string(),
    table: z.string(),
    /** Lists are taken before and after the rows, for tables that come or go meanwhile. */
    moment: z.enum(['before', 'after']),
  }),
  z.object({
    type: z.literal('rows'),
    database: z.string(),
    table: z.string(),
    superTable: z.boolean(),
    /** Half-open window of the primary timestamp, in the database's precision; open where absent. */
    from: integerText.optional(),
    to: integerText.optional(),
    /** Child tables, where not all of them are wanted. */
    tables: z.array(z.string()).optional(),
  }),
]);

/**
 * What a unit of a backup needs to be read: `Unit.state`.
 *
 * @internal
 */
export type UnitState = z.infer<typeof unitStateSchema>;

/** @internal */
export type RowsUnitState = Extract<UnitState, { type: 'rows' }>;

/** @internal */
export type TablesUnitState = Extract<UnitState, { type: 'tables' }>;

/**
 * @throws InputError for a state of another source or version
 * @internal
 */
export function parseUnitState(state: JsonValue): UnitState {
  const result = unitStateSchema.safeParse(state);
  if (!result.success) {
    throw new InputError(
      'The unit was not planned by this version of the TDengine source; start the backup anew',
    );
  }
  return result.data;
}
