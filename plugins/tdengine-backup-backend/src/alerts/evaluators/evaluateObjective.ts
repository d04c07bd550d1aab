import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

const HOUR_MS = 3_600_000;

/** A policy has had no good backup for longer than it is to go without one. */
export function evaluateObjective({
  policies,
  now,
}: Pick<AlertFacts, 'policies' | 'now'>): Finding[] {
  return policies.flatMap(policy => {
    const { objectiveHours, lastGoodAt, createdAt } = policy;
    const since = lastGoodAt ?? createdAt;
    if (
      objectiveHours === undefined ||
      now.getTime() - since.getTime() <= objectiveHours * HOUR_MS
    ) {
      return [];
    }
    return {
      key: `objective:${policy.id}`,
      kind: 'objective' as const,
      level: 'error' as const,
      policyId: policy.id,
      ownerRef: policy.ownerRef,
      message: `${
        lastGoodAt
          ? `The last good backup of policy '${
              policy.name
            }' is of ${lastGoodAt.toISOString()}`
          : `Policy '${policy.name}' has no good backup yet`
      }; there should be one at least every ${objectiveHours} hours`,
      details: {
        objectiveHours,
        ...(lastGoodAt && { lastGoodAt: lastGoodAt.toISOString() }),
      },
    };
  });
}
