import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  nextRun,
  parseRetentionRules,
  parseSchedule,
  PolicyInput,
  PolicyNotifications,
} from 'backstage-plugin-tdengine-backup-common';
import { assertMailAddresses } from '../config/assertMailAddresses';
import { EngineConfig } from '../config/EngineConfig';
import { Encryption } from '../config/readEncryptionConfig';
import { PolicyContent } from '../database/policyRows';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { chooseEncryptionKey } from '../services/chooseEncryptionKey';
import { chooseFormat } from '../services/chooseFormat';
import { readDestinations } from './readDestinations';

const DEFAULT_GRACE_MINUTES = 24 * 60;

export interface PolicyContentReaderOptions {
  sources: SourceRegistry;
  targets: TargetRegistry;
  config: EngineConfig;
  encryption: Encryption;
}

/**
 * Checks what somebody says of a policy, and completes it: what is left out is taken from the configuration of that
 * moment. Throws an InputError or a NotFoundError that names what is wrong.
 */
export class PolicyContentReader {
  readonly #options: PolicyContentReaderOptions;

  static create(options: PolicyContentReaderOptions): PolicyContentReader {
    return new PolicyContentReader(options);
  }

  private constructor(options: PolicyContentReaderOptions) {
    this.#options = options;
  }

  read(input: PolicyInput, now: Date): PolicyContent {
    const { sources, targets, config, encryption } = this.#options;
    const { source } = sources.ofInstance(input.instance);
    const scope = source.parseScope(toJson(input.scope));
    const { summary, databases } = source.describeScope(scope);
    const chosen = targets.choose(input.targets);
    return {
      name: input.name,
      description: input.description,
      ownerRef: input.ownerRef,
      enabled: input.enabled ?? true,
      instance: input.instance,
      sourceType: source.type,
      scope: scope as PolicyContent['scope'],
      scopeSummary: summary,
      databases,
      format: chooseFormat(source, config.format, input.format),
      packaging: input.packaging ?? config.packaging,
      compression: input.compression ?? config.compression,
      encrypt: chooseEncryptionKey(encryption, input.encrypt) !== undefined,
      verify: input.verify ?? config.verifyAfterBackup,
      targets: chosen,
      destinations: readDestinations(input.destinations, chosen, targets),
      sizeLimitBytes: input.sizeLimitBytes,
      schedule: readSchedule(input, now),
      retention: parseRetentionRules(input.retention),
      overlap: input.overlap ?? 'skip',
      graceMinutes: input.graceMinutes ?? DEFAULT_GRACE_MINUTES,
      objectiveHours: input.objectiveHours,
      notifications: readNotifications(input.notifications),
    };
  }
}

function readSchedule(
  { schedule }: PolicyInput,
  now: Date,
): PolicyContent['schedule'] {
  const parsed = parseSchedule(
    // Hours are counted from the moment at which somebody asked for them.
    schedule.kind === 'interval' && schedule.anchor === undefined
      ? { ...schedule, anchor: now.toISOString() }
      : schedule,
  );
  if (nextRun(parsed, now) === undefined) {
    throw new InputError(`'schedule' never comes again`);
  }
  return parsed;
}

function readNotifications(
  input: PolicyNotifications | undefined,
): PolicyNotifications {
  const addresses = (input?.addresses ?? []).map(address => address.trim());
  assertMailAddresses(addresses, 'notifications.addresses');
  return {
    onSuccess: input?.onSuccess ?? false,
    onFailure: input?.onFailure ?? true,
    onMissed: input?.onMissed ?? true,
    addresses: [...new Set(addresses)],
    language: input?.language ?? 'en',
  };
}

function toJson(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
