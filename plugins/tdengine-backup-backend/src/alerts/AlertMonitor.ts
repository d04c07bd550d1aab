import { Knex } from 'knex';
import { AlertsConfig } from '../config/AlertsConfig';
import { AlertFactsStore } from '../database/AlertFactsStore';
import { AlertStore, StoredAlert } from '../database/AlertStore';
import { UsageReader } from '../usage/UsageReader';
import { AlertFacts } from './AlertFacts';
import { AlertTeller } from './AlertTeller';
import { evaluateAlerts } from './evaluateAlerts';
import { Finding } from './Finding';

const DAY_MS = 24 * 3_600_000;
/** Cancelled runs and those under way stand between the ones that count. */
const SPARE_RUNS = 5;
const MOST_DAMAGED = 500;
const MOST_LOST_COPIES = 500;
/** A plan that was missed long ago is history. */
const MISSED_SINCE_DAYS = 7;
const NEWS_AT_ONCE = 500;
/** What is over for so long is history. */
const KEEP_CLOSED_DAYS = 90;

export interface AlertMonitorOptions {
  alerts: AlertStore;
  alertFacts: AlertFactsStore;
  usage: UsageReader;
  knex: Knex;
  teller: AlertTeller;
  config: AlertsConfig;
  now: () => Date;
}

/**
 * Looks for what is wrong, opens an alert for it once, closes it when it is over, and has people told of both. Safe to run by several
 * processes at once: of one cause there is one open alert, and each piece of news is told by whoever claims it.
 */
export class AlertMonitor {
  readonly #options: AlertMonitorOptions;

  static create(options: AlertMonitorOptions): AlertMonitor {
    return new AlertMonitor(options);
  }

  private constructor(options: AlertMonitorOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { alerts, config } = this.#options;
    const open = new Map<string, StoredAlert>();
    for (const alert of await alerts.listOpen()) {
      open.set(alert.key ?? alert.id, alert);
    }
    const facts = await this.#facts(new Set(open.keys()));
    const { findings, unknown } = evaluateAlerts(facts, config);
    await this.#keep(findings, open, facts.now);
    const found = new Set(findings.map(({ key }) => key));
    for (const [key, { id }] of open) {
      if (!found.has(key) && !unknown.has(key)) {
        await alerts.close(id, facts.now);
      }
    }
    await this.#send(signal);
    await alerts.prune(
      new Date(facts.now.getTime() - KEEP_CLOSED_DAYS * DAY_MS),
    );
  }

  async #facts(open: ReadonlySet<string>): Promise<AlertFacts> {
    const { alertFacts, usage, config } = this.#options;
    const now = this.#options.now();
    const runs = Math.max(config.successRate.runs, config.duration.runs + 1);
    return {
      now,
      open,
      policies: await alertFacts.policies(),
      runs: await alertFacts.lastRuns(runs + SPARE_RUNS),
      damaged: await alertFacts.damagedBackups(MOST_DAMAGED),
      lostCopies: await alertFacts.lostCopies(MOST_LOST_COPIES),
      missed: await alertFacts.missedPolicies(
        new Date(now.getTime() - MISSED_SINCE_DAYS * DAY_MS),
      ),
      targets: await usage.targets(),
    };
  }

  async #keep(
    findings: readonly Finding[],
    open: ReadonlyMap<string, StoredAlert>,
    now: Date,
  ): Promise<void> {
    const { alerts } = this.#options;
    for (const finding of findings) {
      const known = open.get(finding.key);
      if (!known) {
        await alerts.open(finding, now);
      } else if (!isSame(known, finding)) {
        await alerts.update(known.id, finding);
      }
    }
  }

  /** Claimed and said in one transaction, so that it is said once. */
  async #send(signal: AbortSignal): Promise<void> {
    const { knex, alerts, teller, now } = this.#options;
    const all = await alerts.listNews(NEWS_AT_ONCE);
    for (const { alert, news } of all) {
      if (signal.aborted) {
        return;
      }
      await knex.transaction(async tx => {
        if (await alerts.claimNews(alert.id, news, now(), tx)) {
          await teller.tell(alert, news, tx);
        }
      });
    }
    if (all.length > 0) {
      teller.nudge();
    }
  }
}

function isSame(alert: StoredAlert, finding: Finding): boolean {
  return (
    alert.level === finding.level &&
    alert.message === finding.message &&
    alert.backupId === finding.backupId &&
    alert.ownerRef === finding.ownerRef &&
    JSON.stringify(alert.details) === JSON.stringify(finding.details)
  );
}
