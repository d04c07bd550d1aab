import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';
import { RecordResourceRef } from '../resourceRefs';

/**
 * Matches records that hold at least one of the given databases, whatever else they hold.
 * @internal
 */
export function createHasDatabaseRule<TResourceType extends string>(
  resourceRef: RecordResourceRef<TResourceType>,
) {
  return createPermissionRule<
    RecordResourceRef<TResourceType>,
    { databases: string[] }
  >({
    name: 'HAS_DATABASE',
    description: 'Allow what holds at least one of the given databases',
    resourceRef,
    paramsSchema: z.object({
      databases: z.array(z.string()).describe('Names of databases'),
    }),
    apply: (record, { databases }) =>
      record.databases.some(database => databases.includes(database)),
    toQuery: ({ databases }) => ({ property: 'database', values: databases }),
  });
}
