import {
  BackupScope,
  OverlapMode,
  PolicyDestination,
  PolicyInput,
  PolicyRetention,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';
import {
  EMPTY_FORM,
  OrDefault,
  ScopeForm,
  scopeOf,
  selectDatabases,
  StorageForm,
} from '../CreateBackupDialog';
import {
  emptySchedule,
  fromSchedule,
  ScheduleForm,
  toSchedule,
} from './scheduleForm';
import { fromScope } from './scopeForm';

const GIB = 1024 ** 3;
const DEFAULT_GRACE_MINUTES = 1440;

/** All that is entered in the editor. */
export interface PolicyForm extends ScopeForm, StorageForm {
  name: string;
  description: string;
  enabled: boolean;
  owner: OrDefault<string>;
  instance?: string;
  /** What the policy said, as long as nobody touches it: words for it may lose its exact shape. */
  givenScope?: BackupScope;
  schedule: ScheduleForm;
  overlap: OverlapMode;
  graceMinutes: number;
  /** Without a time zone it is that of the schedule. */
  retention: PolicyRetention;
  destinations: readonly PolicyDestination[];
  sizeLimitGiB?: number;
  onSuccess: boolean;
  onFailure: boolean;
  onMissed: boolean;
  /** One per line. */
  addresses: string;
  language: OrDefault<'en' | 'zh'>;
  objectiveHours?: number;
}

/** A new policy: every night, kept for a month and by the month for a year. */
export function emptyPolicyForm(
  timeZone: string,
  of?: { instance?: string; database?: string },
): PolicyForm {
  const { format, packaging, compression, level, verify, targets } = EMPTY_FORM;
  return {
    name: of?.database ?? '',
    description: '',
    enabled: true,
    owner: 'default',
    instance: of?.instance,
    scopeMode: 'choose',
    selection: selectDatabases(of?.database ? [of.database] : []),
    patterns: '',
    schedule: emptySchedule(timeZone),
    overlap: 'skip',
    graceMinutes: DEFAULT_GRACE_MINUTES,
    // The defaults that the first design names.
    retention: { days: 7, count: 10 },
    format,
    packaging,
    compression,
    level,
    verify,
    targets,
    destinations: [],
    onSuccess: false,
    onFailure: true,
    onMissed: true,
    addresses: '',
    language: 'default',
  };
}

/** The form of a policy that there is. */
export function fromPolicy(policy: PolicyInput): PolicyForm {
  const { schedule, notifications = {} } = policy;
  const { timeZone: retentionZone, ...rules } = policy.retention;
  const empty = emptyPolicyForm(schedule.timeZone);
  return {
    ...empty,
    ...fromScope(policy.scope),
    givenScope: policy.scope,
    name: policy.name,
    description: policy.description ?? '',
    enabled: policy.enabled ?? true,
    owner: policy.ownerRef ?? 'default',
    instance: policy.instance,
    schedule: fromSchedule(schedule),
    overlap: policy.overlap ?? empty.overlap,
    graceMinutes: policy.graceMinutes ?? empty.graceMinutes,
    retention:
      retentionZone && retentionZone !== schedule.timeZone
        ? policy.retention
        : rules,
    format: policy.format ?? empty.format,
    packaging: policy.packaging ?? empty.packaging,
    compression: policy.compression?.algorithm ?? empty.compression,
    level: policy.compression?.level || empty.level,
    encrypt: policy.encrypt,
    verify: policy.verify ?? true,
    targets: policy.targets ?? empty.targets,
    destinations: policy.destinations ?? [],
    sizeLimitGiB: policy.sizeLimitBytes && policy.sizeLimitBytes / GIB,
    onSuccess: notifications.onSuccess ?? false,
    onFailure: notifications.onFailure ?? false,
    onMissed: notifications.onMissed ?? false,
    addresses: (notifications.addresses ?? []).join('\n'),
    language: notifications.language ?? 'default',
    objectiveHours: policy.objectiveHours,
  };
}

/** What is to be backed up; undefined while that is not clear. */
export function policyScope(form: PolicyForm): BackupScope | undefined {
  return form.givenScope ?? scopeOf(form);
}

/** The rules with the time zone that their days begin in. */
export function policyRetention(form: PolicyForm): PolicyRetention {
  return { timeZone: form.schedule.timeZone, ...form.retention };
}

/** The targets of which each run makes a copy; undefined while it is not known which one that is by default. */
export function chosenTargets(
  form: PolicyForm,
  targets: readonly StorageTargetInfo[] | undefined,
): readonly string[] | undefined {
  return form.targets.length > 0
    ? form.targets
    : targets?.filter(({ isDefault }) => isDefault).map(({ name }) => name);
}

/** The addresses that are entered. */
export function policyAddresses(form: PolicyForm): string[] {
  return form.addresses.split(/[\n,;]/).flatMap(line => line.trim() || []);
}

/** What the server is told; what is left to the portal's configuration is left out. Ask only where there are no problems. */
export function toPolicyInput(form: PolicyForm): PolicyInput {
  const given = <T extends string>(value: OrDefault<T>) =>
    value === 'default' ? undefined : (value as T);
  const algorithm = given(form.compression);
  return {
    name: form.name.trim(),
    description: form.description.trim() || undefined,
    ownerRef: given(form.owner),
    enabled: form.enabled,
    instance: form.instance ?? '',
    scope: policyScope(form) ?? {},
    format: given(form.format),
    packaging: given(form.packaging),
    compression: algorithm && {
      algorithm,
      level: algorithm === 'none' ? 0 : form.level,
    },
    encrypt: form.encrypt,
    verify: form.verify,
    targets: form.targets.length > 0 ? [...form.targets] : undefined,
    destinations:
      form.destinations.length > 0 ? [...form.destinations] : undefined,
    sizeLimitBytes:
      form.sizeLimitGiB && Math.max(1, Math.round(form.sizeLimitGiB * GIB)),
    schedule: toSchedule(form.schedule),
    retention: policyRetention(form),
    overlap: form.overlap,
    graceMinutes: form.graceMinutes,
    objectiveHours: form.objectiveHours,
    notifications: {
      onSuccess: form.onSuccess,
      onFailure: form.onFailure,
      onMissed: form.onMissed,
      addresses: policyAddresses(form),
      language: given(form.language),
    },
  };
}
