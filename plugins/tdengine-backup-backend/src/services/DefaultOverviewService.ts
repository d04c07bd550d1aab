import {
  Alert,
  Overview,
  SchedulerState,
} from 'backstage-plugin-tdengine-backup-common';
import { AlertStore } from '../database/AlertStore';
import { DayFigures, OverviewStore } from '../database/OverviewStore';
import { describeState } from '../overview/describeState';
import { ProtectionReader } from '../overview/ProtectionReader';
import { SourceRegistry } from '../runs/SourceRegistry';
import { dayOf } from '../usage/dayOf';
import { UsageReader } from '../usage/UsageReader';
import { OverviewAccess, OverviewService, RecordAccess } from './overviewTypes';
import { toAlert } from './toAlert';
import { toTargetUsage } from './toTargetUsage';
import { SchedulerService } from './types';

const DAYS = 30;
const RECENT_RUNS = 30;
const UPCOMING = 10;
/** All that a page can show; the list of alerts has the rest. */
const MOST_ALERTS = 100;

export interface DefaultOverviewServiceOptions {
  overview: OverviewStore;
  alerts: AlertStore;
  usage: UsageReader;
  protection: ProtectionReader;
  sources: SourceRegistry;
  scheduler: Pick<SchedulerService, 'get'>;
  now: () => Date;
}

/** Puts together what an engineer wants to know first. */
export class DefaultOverviewService implements OverviewService {
  readonly #options: DefaultOverviewServiceOptions;

  static create(
    options: DefaultOverviewServiceOptions,
  ): DefaultOverviewService {
    return new DefaultOverviewService(options);
  }

  private constructor(options: DefaultOverviewServiceOptions) {
    this.#options = options;
  }

  async get(access: OverviewAccess): Promise<Overview> {
    const { overview, usage, protection, sources } = this.#options;
    const now = this.#options.now();
    const from = new Date(`${dayOf(now, 1 - DAYS)}T00:00:00Z`);
    const [
      lastGoodBackup,
      recentRuns,
      days,
      running,
      policies,
      { unprotected, unreachable },
      alerts,
      storage,
      scheduler,
    ] = await Promise.all([
      overview.lastGoodBackup(access.backups),
      overview.recentRuns(RECENT_RUNS, access.backups),
      overview.days(from, access),
      overview.countRunning(access.backups),
      overview.countPolicies(access.policies),
      protection.read(),
      this.#openAlerts(access),
      usage.targets(),
      this.#scheduler(access.policies),
    ]);
    const figures = {
      lastGoodBackup,
      recentRuns,
      policies,
      unprotected,
      alerts,
      scheduler,
    };
    return {
      ...figures,
      state: describeState({
        ...figures,
        running,
        instances: sources.instances().length,
      }),
      nextRun: scheduler.upcoming[0],
      days: fill(days, now),
      successRate: successRate(days),
      unreachable,
      storage: storage.map(toTargetUsage),
    };
  }

  /** With the next run of each policy only: the plan of a month is of no use here. */
  async #scheduler(access: RecordAccess): Promise<SchedulerState> {
    const { scheduler, overview } = this.#options;
    const state = await scheduler.get({ hours: 0 });
    return {
      ...state,
      upcoming:
        state.automatic && !state.paused
          ? await overview.upcoming(UPCOMING, access)
          : [],
    };
  }

  /** The worst first. */
  async #openAlerts(access: OverviewAccess): Promise<Alert[]> {
    const { items } = await this.#options.alerts.list(
      { open: true, page: 1, pageSize: MOST_ALERTS },
      access,
    );
    const isError = ({ level }: Alert) => level === 'error';
    return [
      ...items.filter(isError),
      ...items.filter(alert => !isError(alert)),
    ].map(toAlert);
  }
}

/** Every day has its place in a chart, with runs or without. */
function fill(days: readonly DayFigures[], now: Date): DayFigures[] {
  const known = new Map(days.map(figures => [figures.day, figures]));
  return Array.from({ length: DAYS }, (_, index) => {
    const day = dayOf(now, index + 1 - DAYS);
    return (
      known.get(day) ?? {
        day,
        succeeded: 0,
        failed: 0,
        missed: 0,
        cancelled: 0,
        sizeBytes: 0,
      }
    );
  });
}

function successRate(days: readonly DayFigures[]): number | undefined {
  const sum = (key: 'succeeded' | 'failed') =>
    days.reduce((total, figures) => total + figures[key], 0);
  const ended = sum('succeeded') + sum('failed');
  return ended === 0 ? undefined : sum('succeeded') / ended;
}
