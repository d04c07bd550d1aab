import type { Schedule } from '../Schedule';
import type { ScheduleProblem } from '../ScheduleProblem';
import { isTimeZone } from '../clock/ZoneClock';
import { parseCronRule } from '../cron/CronRule';
import { WallTimes } from '../cron/WallTimes';
import { readBlackout } from './readBlackout';

export type ScheduleReading =
  | { schedule: Schedule }
  | { problems: ScheduleProblem[] };

const KEYS = {
  cron: ['kind', 'timeZone', 'blackout', 'jitterSeconds', 'cron'],
  interval: [
    'kind',
    'timeZone',
    'blackout',
    'jitterSeconds',
    'hours',
    'anchor',
  ],
};
const DEFAULT_HOURS = 24;
const MAX_HOURS = 8784;
const MAX_JITTER_SECONDS = 86_400;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads a schedule and gathers everything that is wrong with it.
 * @internal
 */
export function readSchedule(input: unknown): ScheduleReading {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problems: [{ code: 'not-an-object', path: '' }] };
  }
  const given = input as Record<string, unknown>;
  const kind = given.kind;
  if (kind !== 'cron' && kind !== 'interval') {
    return {
      problems: [
        kind === undefined
          ? { code: 'missing', path: 'kind' }
          : { code: 'kind', path: 'kind', value: String(kind) },
      ],
    };
  }
  const problems: ScheduleProblem[] = Object.keys(given)
    .filter(key => given[key] !== undefined && !KEYS[kind].includes(key))
    .map(key => ({ code: 'unknown-key', path: key, value: key }));
  const base = {
    timeZone: readTimeZone(given.timeZone, problems),
    ...optional('blackout', readBlackout(given.blackout, problems)),
    ...optional('jitterSeconds', readJitter(given.jitterSeconds, problems)),
  };
  const schedule: Schedule =
    kind === 'cron'
      ? { kind, cron: readCron(given.cron, problems), ...base }
      : {
          kind,
          hours: readHours(given.hours, problems),
          ...optional('anchor', readAnchor(given.anchor, problems)),
          ...base,
        };
  return problems.length > 0 ? { problems } : { schedule };
}

function readTimeZone(input: unknown, problems: ScheduleProblem[]): string {
  const path = 'timeZone';
  const text = readText(input, path, problems);
  if (text !== undefined && !isTimeZone(text)) {
    problems.push({ code: 'time-zone', path, value: text });
  }
  return text ?? '';
}

function readCron(input: unknown, problems: ScheduleProblem[]): string {
  const path = 'cron';
  const text = readText(input, path, problems);
  if (text === undefined) {
    return '';
  }
  const read = parseCronRule(text);
  if ('problems' in read) {
    problems.push(...read.problems);
  } else if (WallTimes.create(read.rule).next(0) === undefined) {
    problems.push({ code: 'cron-never', path, value: text });
  }
  return text.trim().split(/\s+/).join(' ');
}

function readText(
  input: unknown,
  path: string,
  problems: ScheduleProblem[],
): string | undefined {
  if (input === undefined || input === '') {
    problems.push({ code: 'missing', path });
    return undefined;
  }
  if (typeof input !== 'string') {
    problems.push({ code: 'not-text', path, value: JSON.stringify(input) });
    return undefined;
  }
  return input;
}

function readHours(input: unknown, problems: ScheduleProblem[]): number {
  return (
    readWholeNumber(input, 1, MAX_HOURS, 'hours', 'hours', problems) ??
    DEFAULT_HOURS
  );
}

function readJitter(
  input: unknown,
  problems: ScheduleProblem[],
): number | undefined {
  const path = 'jitterSeconds';
  return readWholeNumber(
    input,
    0,
    MAX_JITTER_SECONDS,
    path,
    'jitter',
    problems,
  );
}

function readWholeNumber(
  input: unknown,
  least: number,
  most: number,
  path: string,
  code: ScheduleProblem['code'],
  problems: ScheduleProblem[],
): number | undefined {
  if (input === undefined) {
    return undefined;
  }
  if (
    Number.isInteger(input) &&
    Number(input) >= least &&
    Number(input) <= most
  ) {
    return Number(input);
  }
  const expected = `${least}-${most}`;
  problems.push({ code, path, value: JSON.stringify(input), expected });
  return undefined;
}

function readAnchor(
  input: unknown,
  problems: ScheduleProblem[],
): string | undefined {
  if (input === undefined) {
    return undefined;
  }
  const isInstant = typeof input === 'string' && INSTANT.test(input);
  const time = isInstant ? Date.parse(input) : NaN;
  if (Number.isNaN(time)) {
    const value = typeof input === 'string' ? input : JSON.stringify(input);
    problems.push({ code: 'anchor', path: 'anchor', value });
    return undefined;
  }
  return new Date(time).toISOString();
}

function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
