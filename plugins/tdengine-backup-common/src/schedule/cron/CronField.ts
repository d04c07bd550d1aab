import type { ScheduleProblem } from '../ScheduleProblem';
import type { CronFieldRule } from './cronFieldRules';

/**
 * A field that was read.
 * @internal
 */
export interface CronField {
  /** With numbers for names, in the form that every cron library reads. */
  text: string;
  /** What was written, in capitals. */
  written: string;
  /** The numbers it stands for; empty for `L`, `W` and `#`, which depend on the month. */
  values: ReadonlySet<number>;
}

/** The problem without the path, which the caller knows. */
export type CronFieldProblem = Omit<ScheduleProblem, 'path'>;

type ItemResult =
  | { text: string; values: number[] }
  | { problem: CronFieldProblem };

const ITEM = /^(?:(\*)|(\d+|[A-Z]{3})(?:-(\d+|[A-Z]{3}))?)(?:\/(\d+))?(.*)$/;

/**
 * Reads one field. Not left to the library, whose messages name fields by number and values as it counts them, and which does
 * not take a step after a number (`0/15`) as Quartz writes it.
 * @internal
 */
export function parseCronField(
  input: string,
  rule: CronFieldRule,
): CronField | { problem: CronFieldProblem } {
  const written = input.toUpperCase();
  const problem = (code: CronFieldProblem['code'], expected?: string) => ({
    problem: {
      code,
      field: rule.name,
      value: input,
      ...(expected && { expected }),
    },
  });
  if (written.includes('?')) {
    if (written !== '?' || !rule.questionMark) {
      return problem('cron-question-mark');
    }
    return { text: '*', written, values: every(rule) };
  }
  if (rule.alone?.test(written)) {
    return { text: written, written, values: new Set() };
  }
  const texts: string[] = [];
  const values = new Set<number>();
  for (const item of written.split(',')) {
    if (rule.alone?.test(item)) {
      return problem('cron-alone', item);
    }
    const read = parseItem(item, rule);
    if ('problem' in read) {
      return { problem: { ...read.problem, field: rule.name, value: input } };
    }
    texts.push(read.text);
    read.values.forEach(value => values.add(value));
  }
  return { text: texts.join(','), written, values };
}

function parseItem(item: string, rule: CronFieldRule): ItemResult {
  const bad = (code: CronFieldProblem['code'], expected: string) => ({
    problem: { code, expected },
  });
  const match = ITEM.exec(item);
  if (!match) {
    return bad('cron-syntax', item);
  }
  const [, star, fromText, toText, stepText, suffix] = match;
  if (suffix) {
    const day = number(fromText, rule);
    const alone = !star && !toText && !stepText;
    if (!alone || !rule.suffix?.test(suffix) || day === undefined) {
      return bad('cron-syntax', item);
    }
    return day > rule.highest
      ? bad('cron-range', `${rule.lowest}-${rule.highest}`)
      : { text: `${day % 7}${suffix}`, values: [] };
  }
  const from = star ? rule.lowest : number(fromText, rule);
  const to = rangeEnd(toText, from, Boolean(star || stepText), rule);
  if (from === undefined || to === undefined) {
    return bad('cron-syntax', item);
  }
  if (Math.max(from, to) > rule.highest || Math.min(from, to) < rule.lowest) {
    return bad('cron-range', `${rule.lowest}-${rule.highest}`);
  }
  if (from > to) {
    return bad('cron-backwards', item);
  }
  const step = stepText ? Number(stepText) : 1;
  const size = rule.last - rule.lowest + 1;
  if (step < 1 || step > size) {
    return bad('cron-step', `1-${size}`);
  }
  const values: number[] = [];
  for (let value = from; value <= to; value += step) {
    values.push(rule.name === 'dayOfWeek' ? value % 7 : value);
  }
  const range = toText || stepText ? `${from}-${to}` : `${from}`;
  const whole = from === rule.lowest && to === rule.last && stepText;
  const start = star || whole ? '*' : range;
  return { text: stepText ? `${start}/${step}` : start, values };
}

/** The end of a range; a step after a number goes on to the end of the field. */
function rangeEnd(
  text: string | undefined,
  from: number | undefined,
  open: boolean,
  rule: CronFieldRule,
): number | undefined {
  if (text === undefined) {
    return open ? rule.last : from;
  }
  const end = number(text, rule);
  // FRI-SUN: the Sunday that ends a week.
  const sunday = rule.name === 'dayOfWeek' && text === 'SUN' && from !== 0;
  return sunday ? 7 : end;
}

function number(
  text: string | undefined,
  rule: CronFieldRule,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (/^\d+$/.test(text)) {
    return Number(text);
  }
  const index = rule.names.indexOf(text);
  return index < 0 ? undefined : rule.lowest + index;
}

function every(rule: CronFieldRule): Set<number> {
  const size = rule.last - rule.lowest + 1;
  return new Set(
    Array.from({ length: size }, (_, index) => rule.lowest + index),
  );
}
