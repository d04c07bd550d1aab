import { Knex } from 'knex';
import { StoredPolicy } from '../database/policyRows';
import { NextRun, PolicyStore } from '../database/PolicyStore';
import { nextRunOf } from './nextRunOf';

const AT_ONCE = 100;

/**
 * Plans every policy again after the clock went back: what a wrong clock planned may be a year ahead. What has run does not
 * run twice, since its planned time has its run.
 */
export class PolicyReplanner {
  readonly #knex: Knex;
  readonly #policies: PolicyStore;

  static create(options: {
    knex: Knex;
    policies: PolicyStore;
  }): PolicyReplanner {
    return new PolicyReplanner(options.knex, options.policies);
  }

  private constructor(knex: Knex, policies: PolicyStore) {
    this.#knex = knex;
    this.#policies = policies;
  }

  async run(now: Date, signal: AbortSignal): Promise<void> {
    let afterId = '';
    while (!signal.aborted) {
      const page = await this.#policies.listEnabled({
        afterId,
        limit: AT_ONCE,
      });
      if (page.length === 0) {
        return;
      }
      afterId = page[page.length - 1].id;
      await this.#knex.transaction(tx =>
        this.#policies.setNext(
          new Map(page.map(policy => [policy.id, earliest(policy, now)])),
          tx,
        ),
      );
    }
  }
}

/** What is planned already stays where it comes first, since it may be due. */
function earliest(policy: StoredPolicy, now: Date): NextRun | undefined {
  const again = nextRunOf(policy, now);
  const { nextPlannedAt, nextRunAt } = policy;
  return nextPlannedAt !== undefined &&
    nextRunAt !== undefined &&
    (!again || Date.parse(nextPlannedAt) < again.plannedAt.getTime())
    ? { plannedAt: new Date(nextPlannedAt), runAt: new Date(nextRunAt) }
    : again;
}
