import {
  applyRetention,
  parseRetentionRules,
  parseSchedule,
  plannedBetween,
  PolicyRetention,
  PolicySchedule,
} from 'backstage-plugin-tdengine-backup-common';

const DAY_MS = 24 * 3_600_000;
const DAYS = 365;
/** A schedule of every minute is looked at for days only: more would keep the browser busy. */
const MOST_RUNS = 2_500;
const STEPS = 60;
const MILESTONES = [7, 30, 90, 180, DAYS];

/** What there would be at one moment. */
export interface ProjectedMoment {
  /** Days from now. */
  day: number;
  kept: number;
  /** How old the oldest would be, in days. */
  oldestDays?: number;
}

/** What a policy without backups would come to, if every run made a good one. */
export interface RetentionProjection {
  /** How far it looks. */
  days: number;
  runs: number;
  moments: ProjectedMoment[];
  milestones: ProjectedMoment[];
  /** How old each backup would be in the end, in days, the newest first. */
  ages: number[];
}

/** Plays the schedule's coming runs through the rules. */
export function projectRetention(
  schedule: PolicySchedule,
  retention: PolicyRetention,
  now: Date,
): RetentionProjection {
  const rules = parseRetentionRules(retention);
  const start = now.getTime();
  const planned = plannedBetween(
    parseSchedule(schedule),
    now,
    new Date(start + DAYS * DAY_MS),
    MOST_RUNS + 1,
  ).map(run => run.getTime());
  const isCut = planned.length > MOST_RUNS;
  const runs = planned.slice(0, MOST_RUNS);
  const days = isCut
    ? Math.floor((runs[runs.length - 1] - start) / DAY_MS)
    : DAYS;

  const milestones = MILESTONES.filter(day => day <= days);
  const steps = Array.from(
    { length: STEPS },
    (_, index) => (days * (index + 1)) / STEPS,
  );
  const moments: ProjectedMoment[] = [];
  let alive: number[] = [];
  let next = 0;
  for (const day of [...new Set([...steps, ...milestones])].sort(
    (a, b) => a - b,
  )) {
    const at = start + day * DAY_MS;
    while (next < runs.length && runs[next] <= at) {
      alive.push(runs[next]);
      next += 1;
    }
    const decisions = applyRetention({
      rules,
      floor: 1,
      backups: alive.map(goodBackup),
      now: new Date(at),
    });
    alive = alive.filter((_, index) => decisions[index].action === 'keep');
    moments.push({
      day,
      kept: alive.length,
      oldestDays: alive.length > 0 ? (at - alive[0]) / DAY_MS : undefined,
    });
  }
  const end = start + days * DAY_MS;
  return {
    days,
    runs: next,
    moments,
    milestones: moments.filter(({ day }) => milestones.includes(day)),
    ages: alive.map(time => (end - time) / DAY_MS).reverse(),
  };
}

function goodBackup(time: number) {
  return {
    id: String(time),
    name: '',
    createdAt: new Date(time).toISOString(),
    state: 'available' as const,
    verification: 'verified' as const,
    pinned: false,
    references: [],
    busy: false,
  };
}
