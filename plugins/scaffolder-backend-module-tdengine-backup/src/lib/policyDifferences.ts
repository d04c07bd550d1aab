import { isDeepStrictEqual } from 'node:util';
import {
  parseRetentionRules,
  parseSchedule,
  Policy,
  PolicyInput,
  PolicyNotifications,
  PolicySchedule,
} from 'backstage-plugin-tdengine-backup-common';
import { canonicalScope } from './canonicalScope';

const DEFAULT_GRACE_MINUTES = 24 * 60;

/**
 * The fields in which a policy says something else than one that is asked for. What is left out stands for its default; where
 * that is a matter of the configuration, anything will do.
 */
export function policyDifferences(
  wanted: PolicyInput,
  policy: Policy,
): string[] {
  const differences = new Map<string, boolean>([
    ['instance', wanted.instance !== policy.instance],
    [
      'scope',
      !isSame(canonicalScope(wanted.scope), canonicalScope(policy.scope)),
    ],
    ['description', (wanted.description ?? '') !== (policy.description ?? '')],
    ['enabled', (wanted.enabled ?? true) !== policy.enabled],
    [
      'schedule',
      !isSame(
        readSchedule(wanted.schedule),
        readSchedule(policy.schedule, wanted.schedule),
      ),
    ],
    [
      'retention',
      !isSame(
        parseRetentionRules(wanted.retention),
        parseRetentionRules(policy.retention),
      ),
    ],
    ['overlap', (wanted.overlap ?? 'skip') !== policy.overlap],
    [
      'grace',
      (wanted.graceMinutes ?? DEFAULT_GRACE_MINUTES) !== policy.graceMinutes,
    ],
    [
      'destinations',
      !isSame(byTarget(wanted.destinations), byTarget(policy.destinations)),
    ],
    ['objectiveHours', wanted.objectiveHours !== policy.objectiveHours],
    [
      'notifications',
      !isSame(
        readNotifications(wanted.notifications),
        readNotifications(policy.notifications),
      ),
    ],
  ]);
  differences.set(
    'targets',
    wanted.targets !== undefined &&
      !isSame([...wanted.targets].sort(), [...policy.targets].sort()),
  );
  for (const field of ['format', 'packaging', 'verify'] as const) {
    const value = wanted[field];
    differences.set(field, value !== undefined && value !== policy[field]);
  }
  return [...differences].flatMap(([field, differs]) =>
    differs ? [field] : [],
  );
}

/** Hours are counted from the making of the policy, unless somebody said from when. */
function readSchedule(schedule: PolicySchedule, wanted = schedule) {
  return parseSchedule({
    ...schedule,
    anchor: wanted.anchor === undefined ? undefined : schedule.anchor,
  });
}

function readNotifications(given: PolicyNotifications = {}) {
  const addresses = (given.addresses ?? []).map(address => address.trim());
  return {
    onSuccess: given.onSuccess ?? false,
    onFailure: given.onFailure ?? true,
    onMissed: given.onMissed ?? true,
    addresses: [...new Set(addresses)].sort(),
    language: given.language ?? 'en',
  };
}

/** Their order means nothing. */
function byTarget(destinations: PolicyInput['destinations'] = []) {
  return [...destinations].sort((a, b) => a.target.localeCompare(b.target));
}

/** As JSON has it, where what is undefined is not there. */
function isSame(left: object, right: object): boolean {
  return isDeepStrictEqual(
    JSON.parse(JSON.stringify(left)),
    JSON.parse(JSON.stringify(right)),
  );
}
