import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';

/** The parts of a policy that people change. */
export const POLICY_PARTS = [
  'name',
  'description',
  'enabled',
  'ownerRef',
  'instance',
  'scope',
  'schedule',
  'overlap',
  'graceMinutes',
  'retention',
  'targets',
  'destinations',
  'format',
  'packaging',
  'compression',
  'encrypt',
  'verify',
  'sizeLimitBytes',
  'objectiveHours',
  'notifications',
] as const satisfies ReadonlyArray<keyof PolicyInput>;

/** One part of a policy that people change. */
export type PolicyPart = (typeof POLICY_PARTS)[number];

/** The parts in which two policies differ. */
export function changedParts(a: PolicyInput, b: PolicyInput): PolicyPart[] {
  return POLICY_PARTS.filter(part => text(a[part]) !== text(b[part]));
}

/** What somebody else made of a policy, and on top of it what was changed here. */
export function mergePolicies(
  base: PolicyInput,
  mine: PolicyInput,
  theirs: PolicyInput,
): PolicyInput {
  const merged: PolicyInput = { ...theirs };
  for (const part of changedParts(base, mine)) {
    Object.assign(merged, { [part]: mine[part] });
  }
  return merged;
}

/** The same for the same, in whatever order its keys are. */
function text(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
