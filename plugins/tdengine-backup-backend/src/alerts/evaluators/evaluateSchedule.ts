import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

/** The newest planned time of a policy passed without a run. */
export function evaluateSchedule({
  policies,
  missed,
}: Pick<AlertFacts, 'policies' | 'missed'>): Finding[] {
  const byId = new Map(policies.map(policy => [policy.id, policy]));
  return missed.flatMap(({ policyId, plannedAt, missedRuns, reason }) => {
    const policy = byId.get(policyId);
    if (!policy) {
      return [];
    }
    const at = plannedAt.toISOString();
    return {
      key: `schedule:${policyId}`,
      kind: 'schedule' as const,
      level: 'warning' as const,
      policyId,
      ownerRef: policy.ownerRef,
      message: `Policy '${policy.name}' did not run at ${at}${
        reason === undefined ? '' : `: ${reason}`
      }`,
      details: { plannedAt: at, missedRuns },
    };
  });
}
