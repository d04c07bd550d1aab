import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { RecordCriteria, RecordFilter } from '../services/types';
import { ProtectedRecord } from './resourceRefs';

/**
 * What a policy answered to one permission.
 * @internal
 */
export interface RecordDecision {
  /** Whether it depends on the record. */
  isConditional: boolean;
  isAllowed(record: ProtectedRecord | undefined): boolean;
}

/**
 * Asks the permission framework about one kind of records. Conditions are applied here, where the records are, so that
 * a question costs one call.
 * @internal
 */
export class RecordAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #ruleset: PermissionRuleset<ProtectedRecord, RecordFilter>;

  static create(options: {
    permissions: PermissionsService;
    ruleset: PermissionRuleset<ProtectedRecord, RecordFilter>;
  }): RecordAuthorizer {
    return new RecordAuthorizer(options);
  }

  private constructor(options: {
    permissions: PermissionsService;
    ruleset: PermissionRuleset<ProtectedRecord, RecordFilter>;
  }) {
    this.#permissions = options.permissions;
    this.#ruleset = options.ruleset;
  }

  /**
   * What of a list may be seen: `undefined` for all of it. Throws a NotAllowedError where nothing may be.
   */
  async criteria(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<RecordCriteria | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw missingPermission(permission);
    }
    return decision.result === AuthorizeResult.CONDITIONAL
      ? createConditionTransformer(this.#ruleset)(decision.conditions)
      : undefined;
  }

  /**
   * Whether each of the permissions is given for the record, in one call. Without a record - it is gone - only an
   * unconditional permission is given.
   */
  async isAllowed(
    permissions: ResourcePermission[],
    record: ProtectedRecord | undefined,
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const decisions = await this.decide(permissions, credentials);
    return decisions.map(({ isAllowed }) => isAllowed(record));
  }

  /** What is decided of each of the permissions, in one call, to be applied to as many records as there are. */
  async decide(
    permissions: ResourcePermission[],
    credentials: BackstageCredentials,
  ): Promise<RecordDecision[]> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    const isAllowed = createConditionAuthorizer(this.#ruleset);
    return decisions.map(decision => ({
      isConditional: decision.result === AuthorizeResult.CONDITIONAL,
      isAllowed: record => isAllowed(decision, record),
    }));
  }
}

/**
 * @internal
 */
export function missingPermission(permission: {
  name: string;
}): NotAllowedError {
  return new NotAllowedError(`The permission '${permission.name}' is missing`);
}
