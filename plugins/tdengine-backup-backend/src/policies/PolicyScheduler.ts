import { setImmediate as nextTurn } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { PolicyRunReason } from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { StoredPolicy } from '../database/policyRows';
import { PolicyRunStore, RunsAfter } from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';
import { SchedulerStateStore } from '../database/SchedulerStateStore';
import { faultPoint } from '../runs/faultPoints';
import { Caller } from '../services/types';
import { eachRun } from './eachRun';
import { judgeOverlap } from './judgeOverlap';
import { judgeDue } from './judgeDue';
import { pauseReason } from './pauseReason';
import { PolicyNews } from './PolicyNews';
import { PolicyReplanner } from './PolicyReplanner';
import { PolicyRuns } from './PolicyRuns';
import { PolicySettlement } from './PolicySettlement';

/** Policies that one transaction holds. SQLite answers nobody else meanwhile, so that they are not many. */
const AT_ONCE = 25;
/** A clock that goes back by more is taken for one that was put right. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Until a policy is looked at again that could not be decided on. */
const DEFER_MS = 60_000;

export interface PolicySchedulerOptions {
  knex: Knex;
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  schedulerState: SchedulerStateStore;
  runs: PolicyRuns;
  replanner: PolicyReplanner;
  settlement: PolicySettlement;
  news: PolicyNews;
  /** False where the configuration switches all automatic backups off. */
  automatic: boolean;
  logger: LoggerService;
  /** Called when there is work in the queue. */
  wake: () => void;
  now: () => Date;
}

/**
 * Begins what is due. Any process may look at any time, and several at once: whoever holds a policy decides for it, and a
 * planned time that has its run gets no second one.
 */
export class PolicyScheduler {
  readonly #options: PolicySchedulerOptions;
  #busy: Promise<void> = Promise.resolve();

  static create(options: PolicySchedulerOptions): PolicyScheduler {
    return new PolicyScheduler(options);
  }

  private constructor(options: PolicySchedulerOptions) {
    this.#options = options;
  }

  /** Looks once: at what ended, at what waited and at what is due. One look at a time in a process. */
  async tick(signal: AbortSignal): Promise<void> {
    const look = this.#busy.then(() => this.#look(signal));
    this.#busy = look.catch(() => {});
    await look;
  }

  /** A run of a policy by hand; returns the id of the run. */
  async runNow(policyId: string, caller: Caller): Promise<string> {
    const { knex, policies, policyRuns, runs, wake } = this.#options;
    const [id] = await knex.transaction(async tx => {
      const policy = await policies.getForUpdate(policyId, tx);
      const occupation = await policyRuns.listOccupied([policyId], tx);
      const overlap = judgeOverlap(policy, occupation);
      if (overlap.state === 'skipped') {
        throw new ConflictError(
          `Policy '${policy.name}' runs already; wait for the end of that run or cancel it`,
        );
      }
      const run = {
        trigger: 'manual',
        plannedAt: this.#now(),
        caller,
      } as const;
      return runs.write([{ policy, run, ...overlap }], tx);
    });
    wake();
    return id;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { schedulerState, settlement, replanner, logger } = this.#options;
    const state = await schedulerState.get();
    const now = this.#now();
    if (
      state.lastTickAt !== undefined &&
      now.getTime() < Date.parse(state.lastTickAt) - CLOCK_TOLERANCE_MS
    ) {
      logger.warn('The clock went back; all policies are planned again');
      await replanner.run(now, signal);
    }
    const pause = pauseReason(state, this.#options.automatic);
    const isPaused = pause !== undefined;
    await settlement.run(signal, { mayRemove: !isPaused });
    await this.#beginWaiting(signal, isPaused);
    while (!signal.aborted && (await this.#takeDue(now, pause)) === AT_ONCE) {
      // There may be more, but whoever waits for an answer comes first.
      await nextTurn();
    }
    await schedulerState.touch(now);
  }

  /** How many were due. */
  async #takeDue(
    now: Date,
    pause: PolicyRunReason | undefined,
  ): Promise<number> {
    const { knex, policies, wake } = this.#options;
    const count = await knex.transaction(async tx => {
      const due = await policies.takeDue({ at: now, limit: AT_ONCE }, tx);
      try {
        await tx.transaction(inner => this.#decide(due, { now, pause }, inner));
      } catch {
        // One that cannot be decided on does not keep the others from running.
        for (const policy of due) {
          await this.#decideAlone(policy, { now, pause }, tx);
        }
      }
      return due.length;
    });
    if (count > 0) {
      faultPoint('policy.after-enqueue');
      wake();
    }
    return count;
  }

  async #decideAlone(
    policy: StoredPolicy,
    state: { now: Date; pause: PolicyRunReason | undefined },
    tx: Knex.Transaction,
  ): Promise<void> {
    const { policies, logger } = this.#options;
    try {
      await tx.transaction(inner => this.#decide([policy], state, inner));
    } catch (error) {
      logger.error(
        `Policy '${policy.name}' could not run: ${describeError(error)}`,
      );
      const plannedAt = new Date(policy.nextPlannedAt!);
      const runAt = new Date(state.now.getTime() + DEFER_MS);
      await policies.setNext(new Map([[policy.id, { plannedAt, runAt }]]), tx);
    }
  }

  async #decide(
    due: readonly StoredPolicy[],
    state: { now: Date; pause: PolicyRunReason | undefined },
    tx: Knex.Transaction,
  ): Promise<void> {
    const { policies, policyRuns, runs, news } = this.#options;
    const occupation = await policyRuns.listOccupied(
      due.map(({ id }) => id),
      tx,
    );
    const judged = due.map(policy =>
      judgeDue(policy, { ...state, occupation }),
    );
    await policies.setNext(
      new Map(judged.map(({ policy, next }) => [policy.id, next])),
      tx,
    );
    await runs.write(judged, tx);
    faultPoint('policy.before-commit');
    for (const { policy, missed } of judged) {
      if (missed) {
        await news.missed(policy, missed, tx);
      }
    }
  }

  /** What waited for a run that is over by now; only what somebody asked for by hand while everything is paused. */
  async #beginWaiting(signal: AbortSignal, isPaused: boolean): Promise<void> {
    const { knex, policies, policyRuns, runs, logger, wake } = this.#options;
    const list = (page: RunsAfter) =>
      policyRuns.listReady({ ...page, byHandOnly: isPaused });
    for await (const run of eachRun(list, AT_ONCE)) {
      if (signal.aborted) {
        return;
      }
      try {
        await knex.transaction(async tx => {
          const policy = await policies.getForUpdate(run.policyId, tx);
          const { busy } = await policyRuns.listOccupied([policy.id], tx);
          if (!busy.has(policy.id)) {
            await runs.beginWaiting(policy, run, tx);
          }
        });
        wake();
      } catch (error) {
        logger.warn(
          `What waits for policy ${run.policyId} did not begin: ${describeError(
            error,
          )}`,
        );
      }
    }
  }

  #now(): Date {
    return this.#options.now();
  }
}
