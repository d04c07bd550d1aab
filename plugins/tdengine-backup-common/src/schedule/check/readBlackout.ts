import type { BlackoutHours } from '../Schedule';
import type { ScheduleProblem } from '../ScheduleProblem';
import { blockedMinutes } from '../clock/KeepClear';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Reads the hours to keep clear of; none is the same as an empty list.
 * @internal
 */
export function readBlackout(
  input: unknown,
  problems: ScheduleProblem[],
): BlackoutHours[] | undefined {
  const path = 'blackout';
  if (input === undefined) {
    return undefined;
  }
  if (!Array.isArray(input)) {
    problems.push({ code: 'blackout', path, value: JSON.stringify(input) });
    return undefined;
  }
  const before = problems.length;
  const windows = input.map((window, index) =>
    readWindow(window, `${path}[${index}]`, problems),
  );
  if (problems.length > before || windows.length === 0) {
    return undefined;
  }
  if (blockedMinutes(windows).every(blocked => blocked)) {
    problems.push({ code: 'blackout-whole-day', path });
  }
  return windows;
}

function readWindow(
  input: unknown,
  path: string,
  problems: ScheduleProblem[],
): BlackoutHours {
  if (typeof input !== 'object' || input === null) {
    problems.push({ code: 'blackout', path, value: JSON.stringify(input) });
    return { from: '', to: '' };
  }
  const { from, to, ...rest } = input as Record<string, unknown>;
  for (const key of Object.keys(rest)) {
    problems.push({ code: 'unknown-key', path: `${path}.${key}`, value: key });
  }
  for (const [key, value] of Object.entries({ from, to })) {
    if (typeof value !== 'string' || !TIME.test(value)) {
      const given = typeof value === 'string' ? value : JSON.stringify(value);
      const problem = {
        code: 'blackout-time',
        path: `${path}.${key}`,
      } as const;
      problems.push({ ...problem, ...(given && { value: given }) });
    }
  }
  if (from === to && from !== undefined) {
    problems.push({ code: 'blackout-empty', path, value: String(from) });
  }
  return { from: String(from), to: String(to) };
}
