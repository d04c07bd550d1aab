import { Knex } from 'knex';
import { RecordAccess } from '../../services/overviewTypes';
import { toNumber } from '../conversion';
import { DayFigures } from '../OverviewStore';
import { BACKUPS, POLICIES } from '../recordQueries';
import { sumOf } from '../sumOf';
import { applyAccess } from './applyAccess';
import { dayName, dayNumber } from './dayNumber';
import { onlyMadeHere } from './onlyMadeHere';
import { runOutcome } from './runOutcome';

/** Runs by the day they ended, and planned times that passed unused, the oldest day first. */
export async function overviewDays(
  knex: Knex,
  from: Date,
  access: { backups: RecordAccess; policies: RecordAccess },
): Promise<DayFigures[]> {
  const days = new Map<string, DayFigures>();
  const dayOf = (number: number | string): DayFigures => {
    const day = dayName(number);
    const known = days.get(day) ?? {
      day,
      succeeded: 0,
      failed: 0,
      missed: 0,
      cancelled: 0,
      sizeBytes: 0,
    };
    days.set(day, known);
    return known;
  };
  for (const row of await countRuns(knex, from, access.backups)) {
    const figures = dayOf(row.day);
    figures[row.outcome] = toNumber(row.runs);
    figures.sizeBytes += toNumber(row.bytes ?? 0);
  }
  for (const row of await medianDurations(knex, from, access.backups)) {
    dayOf(row.day).medianDurationMs = Math.round(Number(row.median));
  }
  for (const row of await countMissed(knex, from, access.policies)) {
    dayOf(row.day).missed = toNumber(row.runs);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

async function countRuns(
  knex: Knex,
  from: Date,
  access: RecordAccess,
): Promise<
  Array<{
    day: number | string;
    outcome: 'succeeded' | 'failed' | 'cancelled';
    runs: number | string;
    bytes: number | string | null;
  }>
> {
  const ended = endedSince(knex, from, access).select({
    size_bytes: 'backups.size_bytes',
  });
  return knex
    .from(ended.as('ended'))
    .whereNotNull('outcome')
    .groupBy('day', 'outcome')
    .select('day', 'outcome')
    .count({ runs: '*' })
    .select({ bytes: sumOf(knex, 'size_bytes') });
}

/** The middle one, or the mean of the two in the middle. */
async function medianDurations(
  knex: Knex,
  from: Date,
  access: RecordAccess,
): Promise<Array<{ day: number | string; median: number | string }>> {
  const ranked = endedSince(knex, from, access)
    .whereNotNull('backups.checksum')
    .whereNotNull('backups.duration_ms')
    .select({ duration: 'backups.duration_ms' })
    .select(
      knex.raw('row_number() over (partition by ? order by ??) as place', [
        dayNumber(knex, 'backups.finished_at'),
        'backups.duration_ms',
      ]),
      knex.raw('count(*) over (partition by ?) as places', [
        dayNumber(knex, 'backups.finished_at'),
      ]),
    );
  return knex
    .from(ranked.as('ranked'))
    .whereRaw('place in ((places + 1) / 2, (places + 2) / 2)')
    .groupBy('day')
    .select('day')
    .avg({ median: 'duration' });
}

async function countMissed(
  knex: Knex,
  from: Date,
  access: RecordAccess,
): Promise<Array<{ day: number | string; runs: number | string }>> {
  const missed = knex('policy_runs')
    .join('policies', 'policies.id', 'policy_runs.policy_id')
    .where('policy_runs.state', 'missed')
    .where('policy_runs.planned_at', '>=', from)
    .select({
      day: dayNumber(knex, 'policy_runs.planned_at'),
      passed: knex.raw('coalesce(policy_runs.missed_runs, 1)'),
    });
  applyAccess(knex, missed, POLICIES, access);
  return knex
    .from(missed.as('missed'))
    .groupBy('day')
    .select('day')
    .sum({ runs: 'passed' });
}

function endedSince(
  knex: Knex,
  from: Date,
  access: RecordAccess,
): Knex.QueryBuilder {
  const builder = knex('backups')
    .where('backups.finished_at', '>=', from)
    .select({
      day: dayNumber(knex, 'backups.finished_at'),
      outcome: runOutcome(knex),
    });
  onlyMadeHere(builder);
  applyAccess(knex, builder, BACKUPS, access);
  return builder;
}
