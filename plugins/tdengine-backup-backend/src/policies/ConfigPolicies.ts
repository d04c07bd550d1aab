import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import {
  PolicyContent,
  StoredPolicy,
  toPolicyColumns,
} from '../database/policyRows';
import { PolicyRunStore } from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';
import { PLUGIN_CALLER } from '../services/defaults';
import { nextRunOfContent } from './nextRunOf';
import { PolicyContentReader } from './PolicyContentReader';

export interface ConfigPoliciesOptions {
  knex: Knex;
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  reader: PolicyContentReader;
  /** As they are written in the configuration. */
  inputs: readonly PolicyInput[];
  logger: LoggerService;
  now: () => Date;
}

/**
 * Keeps the policies that are written in the configuration the same in the database, where the scheduler finds them. What
 * did not change stays as it is, with its next run.
 */
export class ConfigPolicies {
  readonly #options: ConfigPoliciesOptions;

  static create(options: ConfigPoliciesOptions): ConfigPolicies {
    return new ConfigPolicies(options);
  }

  private constructor(options: ConfigPoliciesOptions) {
    this.#options = options;
  }

  /** Throws an InputError that names the policy where one is wrong. */
  async apply(): Promise<void> {
    try {
      await this.#apply();
    } catch (error) {
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
      // Another process that started at the same moment was faster.
      await this.#apply();
    }
  }

  async #apply(): Promise<void> {
    const { knex, policies, inputs } = this.#options;
    await knex.transaction(async tx => {
      const known = new Map(
        (await policies.listOfOrigin('config', tx)).map(it => [it.name, it]),
      );
      for (const input of inputs) {
        await this.#write(input, known.get(input.name), tx);
        known.delete(input.name);
      }
      for (const policy of known.values()) {
        await this.#remove(policy, tx);
      }
    });
  }

  async #write(
    input: PolicyInput,
    known: StoredPolicy | undefined,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { policies, policyRuns } = this.#options;
    const now = this.#options.now();
    const content = this.#read(input, known ? new Date(known.createdAt) : now);
    if (!known) {
      const id = randomUUID();
      await policies.insert(
        {
          ...content,
          id,
          origin: 'config',
          createdBy: PLUGIN_CALLER.ref,
          createdAt: now,
          next: nextRunOfContent(id, content, now),
        },
        tx,
      );
      return;
    }
    if (isSame(known, content)) {
      return;
    }
    await policies.update(
      known.id,
      content,
      {
        updatedBy: PLUGIN_CALLER.ref,
        next: nextRunOfContent(known.id, content, now, known),
      },
      tx,
    );
    if (!content.enabled) {
      await policyRuns.skipWaiting(known.id, { code: 'disabled' }, tx);
    }
  }

  async #remove(policy: StoredPolicy, tx: Knex.Transaction): Promise<void> {
    const { policies, policyRuns, logger } = this.#options;
    logger.info(
      `Policy '${policy.name}' is not in the configuration any more and is deleted; its backups stay`,
    );
    const updatedBy = PLUGIN_CALLER.ref;
    await policies.markDeleted(policy.id, { updatedBy }, tx);
    await policyRuns.skipWaiting(policy.id, { code: 'deleted' }, tx);
  }

  #read(input: PolicyInput, countedFrom: Date): PolicyContent {
    try {
      return this.#options.reader.read(input, countedFrom);
    } catch (error) {
      throw new InputError(
        `Policy '${
          input.name
        }' in the configuration, under 'tdengineBackup.policies': ${
          isError(error) ? error.message : error
        }`,
        error,
      );
    }
  }
}

/** What is written down is written the same way every time, so that equal texts are equal policies. */
function isSame(known: StoredPolicy, content: PolicyContent): boolean {
  return isDeepStrictEqual(toPolicyColumns(known), toPolicyColumns(content));
}
