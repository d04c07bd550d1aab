import { ConflictError, isError } from '@backstage/errors';
import { Knex } from 'knex';
import { PolicyRunStore } from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';

/**
 * Holds a policy, so that no other run of it begins meanwhile. Throws a ConflictError where one is under way. A policy that
 * is deleted has no more runs, so there is nothing to hold.
 */
export async function holdIdlePolicy(
  policyId: string,
  stores: { policies: PolicyStore; policyRuns: PolicyRunStore },
  tx: Knex.Transaction,
): Promise<void> {
  const { policies, policyRuns } = stores;
  try {
    const { name } = await policies.getForUpdate(policyId, tx);
    const { busy } = await policyRuns.listOccupied([policyId], tx);
    if (busy.has(policyId)) {
      throw new ConflictError(
        `Policy '${name}' runs already; wait for the end of that run or cancel it`,
      );
    }
  } catch (error) {
    if (!isError(error) || error.name !== 'NotFoundError') {
      throw error;
    }
  }
}
