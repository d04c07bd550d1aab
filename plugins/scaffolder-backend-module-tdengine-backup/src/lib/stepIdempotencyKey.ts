import { JsonObject } from '@backstage/types';
import { createHash } from 'node:crypto';

/** The backend takes 200; a retry appends to it. */
const LONGEST_KEY = 190;

/** Runs of a step in a task, by what is new with every run of the task. */
const iterations = new WeakMap<object, Map<string, number>>();

/**
 * Names one invocation of a step, the same whenever the task is taken up again: the task, the step, and which element
 * of the step's `each` it is. A step may be run twice, because what it did is only remembered after it is done.
 *
 * The scaffolder does not tell an action its element of `each`; as it goes through them one after the other, counting
 * does the same.
 */
export function stepIdempotencyKey(context: {
  task: { id: string };
  step?: { id?: string };
  each?: JsonObject;
  signal?: AbortSignal;
  logger: object;
}): string {
  const stepId = context.step?.id ?? 'step';
  const element = context.each?.key ?? countIteration(context, stepId);
  const key = `${context.task.id}:${stepId}:${element}`;
  return key.length <= LONGEST_KEY
    ? key
    : createHash('sha256').update(key).digest('hex');
}

function countIteration(
  context: { signal?: AbortSignal; logger: object },
  stepId: string,
): number {
  const run = context.signal ?? context.logger;
  const steps = iterations.get(run) ?? new Map<string, number>();
  iterations.set(run, steps);
  const iteration = steps.get(stepId) ?? 0;
  steps.set(stepId, iteration + 1);
  return iteration;
}
