import { InputError } from '@backstage/errors';
import { BackupScope } from 'backstage-plugin-tdengine-backup-common';
import type { z as Zod } from 'zod/v3';

/**
 * The fields of an action's input that say what is backed up; to be read with `readScope`.
 */
export const scopeInput = {
  databases: (z: typeof Zod) =>
    z
      .array(z.string().min(1))
      .min(1)
      .describe('Databases; `*` and `?` stand for other characters')
      .optional(),
  exclude: (z: typeof Zod) =>
    z
      .array(z.string().min(1))
      .describe(
        'What to leave out: databases, or tables as `database.table`; `*` and `?` stand for other characters',
      )
      .optional(),
  tables: (z: typeof Zod) =>
    z
      .array(
        z.object({
          database: z
            .string()
            .min(1)
            .describe('The name of the database; no pattern'),
          include: z
            .array(z.string().min(1))
            .min(1)
            .describe('Names or patterns of tables'),
          exclude: z
            .array(z.string().min(1))
            .describe('Names or patterns of tables to leave out')
            .optional(),
        }),
      )
      .min(1)
      .describe('Super tables, child tables and normal tables')
      .optional(),
  all: (z: typeof Zod) =>
    z
      .literal(true)
      .describe('All databases but those of the system')
      .optional(),
};

export function readScope(input: BackupScope): BackupScope {
  const { all, databases, tables, exclude } = input;
  const hasParts = databases !== undefined || tables !== undefined;
  if ((all !== undefined) === hasParts) {
    throw new InputError(
      `Either 'all', or 'databases', 'tables' or both must be given`,
    );
  }
  return {
    ...(all && { all }),
    ...(databases && { databases }),
    ...(exclude && { exclude }),
    ...(tables && { tables }),
  };
}
