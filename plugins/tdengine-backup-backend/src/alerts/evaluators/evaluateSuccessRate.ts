import { AlertsConfig } from '../../config/AlertsConfig';
import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

/** Too many of the last runs of a policy failed. What somebody cancelled says nothing about it. */
export function evaluateSuccessRate(
  { policies, runs }: Pick<AlertFacts, 'policies' | 'runs'>,
  config: AlertsConfig['successRate'],
): Finding[] {
  return policies.flatMap(policy => {
    const ended = (runs.get(policy.id) ?? [])
      .filter(({ outcome }) => outcome === 'succeeded' || outcome === 'failed')
      .slice(0, config.runs);
    const succeeded = ended.filter(({ outcome }) => outcome === 'succeeded');
    const rate = succeeded.length / ended.length;
    if (ended.length < config.atLeast || rate >= config.below) {
      return [];
    }
    return {
      key: `successRate:${policy.id}`,
      kind: 'successRate' as const,
      level:
        rate < config.below / 2 ? ('error' as const) : ('warning' as const),
      policyId: policy.id,
      ownerRef: policy.ownerRef,
      message: `${ended.length - succeeded.length} of the last ${
        ended.length
      } runs of policy '${policy.name}' failed`,
      details: {
        runs: ended.length,
        failed: ended.length - succeeded.length,
        below: config.below,
      },
    };
  });
}
