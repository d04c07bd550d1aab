import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';
import { RecordResourceRef } from '../resourceRefs';

/**
 * Matches backups of and restores into one of the given TDengine instances.
 * @internal
 */
export function createHasInstanceRule<TResourceType extends string>(
  resourceRef: RecordResourceRef<TResourceType>,
) {
  return createPermissionRule<
    RecordResourceRef<TResourceType>,
    { instances: string[] }
  >({
    name: 'HAS_INSTANCE',
    description: 'Allow what concerns one of the given TDengine instances',
    resourceRef,
    paramsSchema: z.object({
      instances: z.array(z.string()).describe('Names of configured instances'),
    }),
    apply: (record, { instances }) => instances.includes(record.instance),
    toQuery: ({ instances }) => ({ property: 'instance', values: instances }),
  });
}
