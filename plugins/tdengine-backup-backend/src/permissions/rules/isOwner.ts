import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';
import { RecordResourceRef } from '../resourceRefs';

/**
 * Matches what one of the given entities owns. Records without an owner match nobody.
 * @internal
 */
export function createIsOwnerRule<TResourceType extends string>(
  resourceRef: RecordResourceRef<TResourceType>,
) {
  return createPermissionRule<
    RecordResourceRef<TResourceType>,
    { owners: string[] }
  >({
    name: 'IS_OWNER',
    description: 'Allow what is owned by one of the given entities',
    resourceRef,
    paramsSchema: z.object({
      owners: z
        .array(z.string())
        .describe('Entity refs, such as the ownership refs of the user'),
    }),
    apply: (record, { owners }) =>
      record.ownerRef !== undefined && owners.includes(record.ownerRef),
    toQuery: ({ owners }) => ({ property: 'ownerRef', values: owners }),
  });
}
