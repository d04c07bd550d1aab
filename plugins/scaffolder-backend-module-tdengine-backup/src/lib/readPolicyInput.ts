import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  checkDestinations,
  checkSchedule,
  describeDestinationProblem,
  describeScheduleProblem,
  parseRetentionRules,
  parseSchedule,
  PolicyInput,
  Schedule,
  ScheduleProblem,
} from 'backstage-plugin-tdengine-backup-common';
import { readWholeDuration } from './readDuration';
import { readScope } from './scopeInput';

/** A schedule as template authors write it. */
export interface ScheduleFields {
  cron?: string;
  everyHours?: number;
  timeZone: string;
  keepClear?: Array<{ from: string; to: string }>;
  jitter?: string;
}

/** A policy as template authors write it. */
export interface PolicyFields
  extends Pick<
      PolicyInput,
      | 'instance'
      | 'name'
      | 'description'
      | 'enabled'
      | 'retention'
      | 'targets'
      | 'destinations'
      | 'format'
      | 'packaging'
      | 'verify'
      | 'overlap'
      | 'objectiveHours'
      | 'notifications'
    >,
    Pick<PolicyInput['scope'], 'all' | 'databases' | 'tables' | 'exclude'> {
  owner?: string;
  schedule: ScheduleFields;
  grace?: string;
}

/**
 * What the API takes for a new policy, of what a template says. Throws an InputError for everything that can be found wrong
 * without asking a server, so that a dry run finds it too.
 */
export function readPolicyInput(fields: PolicyFields): PolicyInput {
  const { instance, description, enabled, targets, format, packaging } = fields;
  const { verify, overlap, grace, objectiveHours, notifications } = fields;
  const name = fields.name.trim();
  if (name === '') {
    throw new InputError(`'name' must not be empty`);
  }
  return {
    instance,
    scope: readScope(fields),
    name,
    description,
    ownerRef: readOwner(fields.owner),
    enabled,
    schedule: readSchedule(fields.schedule),
    retention: parseRetentionRules(fields.retention),
    targets,
    destinations: readDestinations(fields),
    format,
    packaging,
    verify,
    overlap,
    graceMinutes:
      grace === undefined
        ? undefined
        : readWholeDuration('grace', grace, 'minutes'),
    objectiveHours,
    notifications,
  };
}

/** Which targets there are, and which one is chosen by default, only the server knows. */
function readDestinations({
  destinations,
  targets,
}: PolicyFields): PolicyInput['destinations'] {
  const problems = checkDestinations(destinations ?? [], targets);
  if (problems.length > 0) {
    throw new InputError(
      `'destinations' is wrong: ${problems
        .map(
          problem =>
            `[${problem.index}].${problem.field} for target '${
              problem.target
            }': ${describeDestinationProblem(problem, 'en')}`,
        )
        .join('; ')}`,
    );
  }
  return destinations;
}

function readSchedule(fields: ScheduleFields): Schedule {
  const { cron, everyHours, timeZone, keepClear, jitter } = fields;
  if ((cron === undefined) === (everyHours === undefined)) {
    throw new InputError(
      `'schedule' must have either 'cron' or 'everyHours', and 'timeZone'`,
    );
  }
  const schedule = {
    ...(cron === undefined
      ? { kind: 'interval', hours: everyHours }
      : { kind: 'cron', cron }),
    timeZone,
    blackout: keepClear,
    jitterSeconds:
      jitter === undefined
        ? undefined
        : readWholeDuration('schedule.jitter', jitter, 'seconds'),
  };
  const problems = checkSchedule(schedule);
  if (problems.length > 0) {
    throw new InputError(
      `'schedule' is wrong: ${problems.map(describeProblem).join('; ')}`,
    );
  }
  return parseSchedule(schedule);
}

/** With the names that fields have in a template. */
function describeProblem(problem: ScheduleProblem): string {
  const path = problem.path.replace(/^blackout/, 'keepClear');
  return describeScheduleProblem({ ...problem, path }, 'en');
}

function readOwner(owner: string | undefined): string | undefined {
  if (owner === undefined) {
    return undefined;
  }
  try {
    return stringifyEntityRef(parseEntityRef(owner));
  } catch {
    throw new InputError(
      `'owner' must be a complete entity ref, such as group:default/data-team, not '${owner}'`,
    );
  }
}
