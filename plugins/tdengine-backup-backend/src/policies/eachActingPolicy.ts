import { StoredPolicy } from '../database/policyRows';
import { PolicyStore } from '../database/PolicyStore';
import { SchedulerStateStore } from '../database/SchedulerStateStore';

const AT_ONCE = 100;

/** Where policies are, and what keeps all of them from acting by themselves. */
export interface ActingPolicies {
  policies: PolicyStore;
  schedulerState: SchedulerStateStore;
  /** False where the configuration switches all automatic backups off. */
  automatic: boolean;
}

/** Every enabled policy, one after the other; none while everything is paused. */
export async function* eachActingPolicy(
  { policies, schedulerState, automatic }: ActingPolicies,
  signal: AbortSignal,
): AsyncGenerator<StoredPolicy> {
  if (!automatic || (await schedulerState.get()).paused) {
    return;
  }
  let afterId = '';
  while (!signal.aborted) {
    const page = await policies.listEnabled({ afterId, limit: AT_ONCE });
    if (page.length === 0) {
      return;
    }
    for (const policy of page) {
      if (signal.aborted) {
        return;
      }
      yield policy;
    }
    afterId = page[page.length - 1].id;
  }
}
