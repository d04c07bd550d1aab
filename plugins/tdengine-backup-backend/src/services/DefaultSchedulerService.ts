import {
  PlannedRun,
  SchedulerState,
} from 'backstage-plugin-tdengine-backup-common';
import { StoredPolicy } from '../database/policyRows';
import { PolicyStore } from '../database/PolicyStore';
import { SchedulerStateStore } from '../database/SchedulerStateStore';
import { isTicking } from '../policies/isTicking';
import { plannedRuns } from '../policies/plannedRuns';
import { ChangePublisher } from './ChangePublisher';
import { Caller, RecordCriteria, SchedulerService } from './types';

/** Nobody reads more, and a policy a minute over a month would be many. */
const MOST_UPCOMING = 200;
const PAGE_SIZE = 500;

export interface DefaultSchedulerServiceOptions {
  policies: PolicyStore;
  schedulerState: SchedulerStateStore;
  changes: ChangePublisher;
  /** False where the configuration switches all automatic backups off. */
  automatic: boolean;
  now: () => Date;
}

/** Answers what callers may ask of the scheduler. */
export class DefaultSchedulerService implements SchedulerService {
  readonly #options: DefaultSchedulerServiceOptions;

  static create(
    options: DefaultSchedulerServiceOptions,
  ): DefaultSchedulerService {
    return new DefaultSchedulerService(options);
  }

  private constructor(options: DefaultSchedulerServiceOptions) {
    this.#options = options;
  }

  async get(options: {
    hours: number;
    criteria?: RecordCriteria;
  }): Promise<SchedulerState> {
    const { schedulerState, automatic } = this.#options;
    const state = await schedulerState.get();
    const now = this.#options.now();
    return {
      ...state,
      automatic,
      alive: isTicking(state, now),
      upcoming:
        automatic && !state.paused && options.hours > 0
          ? await this.#upcoming(now, options)
          : [],
    };
  }

  async pause(reason: string | undefined, caller: Caller): Promise<void> {
    await this.#options.schedulerState.pause(caller.ref, reason);
    this.#options.changes.publish('scheduler', 'scheduler');
  }

  async resume(_caller: Caller): Promise<void> {
    await this.#options.schedulerState.resume();
    this.#options.changes.publish('scheduler', 'scheduler');
  }

  async #upcoming(
    now: Date,
    options: { hours: number; criteria?: RecordCriteria },
  ): Promise<PlannedRun[]> {
    const policies = await this.#enabled(options.criteria);
    return plannedRuns(policies, {
      until: new Date(now.getTime() + options.hours * 3_600_000),
      limit: MOST_UPCOMING,
    });
  }

  async #enabled(criteria?: RecordCriteria): Promise<StoredPolicy[]> {
    const enabled: StoredPolicy[] = [];
    for (let page = 1; ; page++) {
      const { items, totalItems } = await this.#options.policies.list({
        page,
        pageSize: PAGE_SIZE,
        enabled: true,
        sort: 'nextRunAt',
        order: 'asc',
        criteria,
      });
      enabled.push(...items);
      if (items.length === 0 || enabled.length >= totalItems) {
        return enabled;
      }
    }
  }
}
