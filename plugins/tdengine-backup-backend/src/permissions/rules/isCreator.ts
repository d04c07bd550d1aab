import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';
import { RecordResourceRef } from '../resourceRefs';

/**
 * Matches what one of the given users or services asked for.
 * @internal
 */
export function createIsCreatorRule<TResourceType extends string>(
  resourceRef: RecordResourceRef<TResourceType>,
) {
  return createPermissionRule<
    RecordResourceRef<TResourceType>,
    { creators: string[] }
  >({
    name: 'IS_CREATOR',
    description: 'Allow what was created by one of the given users or services',
    resourceRef,
    paramsSchema: z.object({
      creators: z
        .array(z.string())
        .describe('Entity refs of users or subjects of services'),
    }),
    apply: (record, { creators }) => creators.includes(record.createdBy),
    toQuery: ({ creators }) => ({ property: 'createdBy', values: creators }),
  });
}
