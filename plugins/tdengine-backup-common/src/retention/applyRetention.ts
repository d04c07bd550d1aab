import { InputError } from '@backstage/errors';
import { CalendarBuckets } from './CalendarBuckets';
import { explainJudgements } from './explainJudgements';
import { judgeBackups } from './judgeBackups';
import { parseRetentionRules } from './parseRetentionRules';
import { RatedBackup, rateBackups } from './rateBackups';
import { RetentionCandidate } from './RetentionCandidate';
import { RetentionDecision } from './RetentionDecision';
import { RetentionRules } from './RetentionRules';

/**
 * What {@link applyRetention} decides by.
 * @public
 */
export interface ApplyRetentionOptions {
  rules: RetentionRules;
  /** How many of the newest good backups stay whatever the rules say; at least 1, also where less is given. */
  floor: number;
  /** All backups that the rules are for, in any state and order, and all that these need or are needed by. */
  backups: readonly RetentionCandidate[];
  now: Date;
  /** When the next backup is expected, for `goesWithNext`; now where nobody knows. */
  nextBackupAt?: Date;
}

/**
 * Decides which backups stay and which go, and why: one decision for each backup, in the order given. It reads no clock and
 * deletes nothing.
 *
 * Whatever the rules say, it keeps the newest good backups down to the floor, what is pinned, in use or locked, what a backup
 * that stays needs, and records without files. A run that failed changes no decision.
 *
 * @throws InputError where the rules are not such that {@link parseRetentionRules} takes them, a time cannot be read, or a
 * backup is given twice: rather no decision than a wrong one.
 * @public
 */
export function applyRetention(
  options: ApplyRetentionOptions,
): RetentionDecision[] {
  const rules = parseRetentionRules(options.rules);
  const floor = readFloor(options.floor);
  const now = readTime('now', options.now);
  const next = Math.max(
    now,
    readTime('nextBackupAt', options.nextBackupAt ?? options.now),
  );
  const calendar = CalendarBuckets.create(rules.timeZone);
  const rated = rateBackups(options.backups, rules.onlyVerified ?? false);
  const judge = (list: readonly RatedBackup[], time: number) =>
    judgeBackups(list, { rules, floor, now: time, calendar });

  const atNow = judge(rated, now);
  const reasons = explainJudgements(rated, atNow, {
    rules,
    floor,
    now,
    calendar,
  });
  const withoutNext = next === now ? atNow : judge(rated, next);
  const withNext = judge(withNextBackup(rated, next), next);

  const decisions = new Map(
    rated.map((it): [string, RetentionDecision] => {
      const { until } = atNow.get(it)!;
      const isKept = until > now;
      const isPushedOut =
        withoutNext.get(it)!.until > next && withNext.get(it)!.until <= next;
      return [
        it.backup.id,
        {
          id: it.backup.id,
          action: isKept ? 'keep' : 'delete',
          reasons: reasons.get(it)!,
          ...(isKept &&
            until < Infinity && { goesOn: new Date(until).toISOString() }),
          goesWithNext: isKept && isPushedOut,
        },
      ];
    }),
  );
  return options.backups.map(({ id }) => decisions.get(id)!);
}

/** One more good backup, newer than those of the same moment. */
function withNextBackup(
  ordered: readonly RatedBackup[],
  time: number,
): RatedBackup[] {
  const next: RatedBackup = {
    backup: {
      id: '',
      name: '',
      createdAt: new Date(time).toISOString(),
      state: 'available',
      verification: 'verified',
      pinned: false,
      references: [],
      busy: false,
    },
    time,
    lockedUntil: -Infinity,
    standing: 'good',
  };
  return [
    ...ordered.filter(it => it.time > time),
    next,
    ...ordered.filter(it => it.time <= time),
  ];
}

function readFloor(floor: number): number {
  if (!Number.isSafeInteger(floor)) {
    throw new InputError(
      `The floor of retention must be a whole number, not ${floor}`,
    );
  }
  return Math.max(floor, 1);
}

function readTime(field: string, value: Date): number {
  const time = value.getTime();
  if (Number.isNaN(time)) {
    throw new InputError(`'${field}' of retention must be a valid date`);
  }
  return time;
}
