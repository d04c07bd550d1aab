import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  Policy,
  PolicyInput,
  PolicyPage,
  PolicyRun,
  PolicyRunPage,
  RetentionPreview,
  RetentionPreviewRequest,
  tdengineBackupPolicyCreatePermission,
  tdengineBackupPolicyDeletePermission,
  tdengineBackupPolicyEnablePermission,
  tdengineBackupPolicyQueryPermission,
  tdengineBackupPolicyUpdatePermission,
  UpdatePolicyRequest,
} from 'backstage-plugin-tdengine-backup-common';
import {
  missingPermission,
  RecordAuthorizer,
} from '../permissions/RecordAuthorizer';
import { ProtectedRecord } from '../permissions/resourceRefs';
import { AuthorizedOptions, loadRecord, recordNotFound } from './authorization';
import { AuthorizedOwner } from './AuthorizedOwner';
import { BackupCreationGuard } from './BackupCreationGuard';
import { Caller, PageQuery, PolicyQuery, PolicyService } from './types';

export interface AuthorizedPolicyServiceOptions {
  service: PolicyService;
  authorizer: RecordAuthorizer;
  guard: BackupCreationGuard;
  owner: AuthorizedOwner;
}

/**
 * Asks for permission, and leaves everything else to the service it wraps. Who makes a policy or changes one has to be
 * allowed the backups that it makes. What a caller may not see looks to them as if it were not there.
 */
export class AuthorizedPolicyService {
  readonly #options: AuthorizedPolicyServiceOptions;

  static create(
    options: AuthorizedPolicyServiceOptions,
  ): AuthorizedPolicyService {
    return new AuthorizedPolicyService(options);
  }

  private constructor(options: AuthorizedPolicyServiceOptions) {
    this.#options = options;
  }

  async list(
    query: Omit<PolicyQuery, 'criteria'>,
    options: AuthorizedOptions,
  ): Promise<PolicyPage> {
    const criteria = await this.#options.authorizer.criteria(
      tdengineBackupPolicyQueryPermission,
      options.credentials,
    );
    return this.#options.service.list({ ...query, criteria });
  }

  async get(id: string, options: AuthorizedOptions): Promise<Policy> {
    return this.#require(tdengineBackupPolicyQueryPermission, id, options);
  }

  async create(
    input: PolicyInput,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Policy> {
    const { service, owner } = this.#options;
    const ownerRef = owner.resolve(input.ownerRef, caller, options);
    const wanted = { ...input, ownerRef };
    await this.#requireContent(
      tdengineBackupPolicyCreatePermission,
      wanted,
      caller,
      options,
    );
    return service.create(wanted, caller);
  }

  async update(
    id: string,
    request: UpdatePolicyRequest,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Policy> {
    const { service, owner } = this.#options;
    const policy = await this.#require(
      tdengineBackupPolicyUpdatePermission,
      id,
      options,
    );
    // Whose it is stays as it is where nobody says otherwise, also where that is not the caller.
    const ownerRef =
      request.ownerRef === undefined || request.ownerRef === policy.ownerRef
        ? policy.ownerRef
        : owner.resolve(request.ownerRef, caller, options);
    const wanted = { ...request, ownerRef };
    await this.#requireContent(
      tdengineBackupPolicyUpdatePermission,
      wanted,
      { ref: policy.createdBy },
      options,
    );
    return service.update(id, wanted, caller);
  }

  async delete(
    id: string,
    version: number,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<void> {
    await this.#require(tdengineBackupPolicyDeletePermission, id, options);
    await this.#options.service.delete(id, version, caller);
  }

  async setEnabled(
    id: string,
    enabled: boolean,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Policy> {
    await this.#require(tdengineBackupPolicyEnablePermission, id, options);
    return this.#options.service.setEnabled(id, enabled, caller);
  }

  async run(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<PolicyRun> {
    await this.#require(tdengineBackupPolicyEnablePermission, id, options);
    return this.#options.service.run(id, caller);
  }

  async runs(
    id: string,
    query: PageQuery,
    options: AuthorizedOptions,
  ): Promise<PolicyRunPage> {
    await this.get(id, options);
    return this.#options.service.runs(id, query);
  }

  async previewRetention(
    { policyId, retention }: RetentionPreviewRequest,
    options: AuthorizedOptions,
  ): Promise<RetentionPreview> {
    await this.get(policyId, options);
    return this.#options.service.previewRetention(policyId, retention);
  }

  /** What a policy may remove, whoever may change it may remove. */
  async cleanUp(
    id: string,
    options: AuthorizedOptions,
  ): Promise<RetentionPreview> {
    await this.#require(tdengineBackupPolicyUpdatePermission, id, options);
    return this.#options.service.cleanUp(id);
  }

  /** Refuses with 403 where the caller may know of the policy, and with 404 where they may not. */
  async #require(
    permission: ResourcePermission,
    id: string,
    options: AuthorizedOptions,
  ): Promise<Policy> {
    const { service, authorizer } = this.#options;
    const policy = await loadRecord('policy', id, () => service.get(id));
    const record: ProtectedRecord = {
      ...policy,
      databases: await service.databasesOf(id),
    };
    const [allowed, visible] = await authorizer.isAllowed(
      [permission, tdengineBackupPolicyQueryPermission],
      record,
      options.credentials,
    );
    if (!allowed) {
      throw visible
        ? missingPermission(permission)
        : recordNotFound('policy', id);
    }
    return policy;
  }

  /** What a policy is to say may be as little allowed as the backups it would make. */
  async #requireContent(
    permission: ResourcePermission,
    content: PolicyInput,
    creator: Pick<Caller, 'ref'>,
    options: AuthorizedOptions,
  ): Promise<void> {
    const { authorizer, guard } = this.#options;
    const { databases = [], tables = [] } = content.scope;
    const [allowed] = await authorizer.isAllowed(
      [permission],
      {
        ownerRef: content.ownerRef,
        createdBy: creator.ref,
        instance: content.instance,
        // As in its record: what a pattern will match is not known.
        databases: [
          ...databases.filter(name => !/[*?]/.test(name)),
          ...tables.map(({ database }) => database),
        ],
      },
      options.credentials,
    );
    if (!allowed) {
      throw missingPermission(permission);
    }
    await guard.require(content, creator, options);
  }
}
