import {
  SchedulerState,
  tdengineBackupPolicyEnablePermission,
  tdengineBackupPolicyQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import {
  missingPermission,
  RecordAuthorizer,
} from '../permissions/RecordAuthorizer';
import { AuthorizedOptions } from './authorization';
import { Caller, SchedulerService } from './types';

const DEFAULT_HOURS = 24;

/** Asks for permission, and leaves everything else to the service it wraps. */
export class AuthorizedSchedulerService {
  readonly #service: SchedulerService;
  readonly #authorizer: RecordAuthorizer;

  static create(options: {
    service: SchedulerService;
    authorizer: RecordAuthorizer;
  }): AuthorizedSchedulerService {
    return new AuthorizedSchedulerService(options.service, options.authorizer);
  }

  private constructor(service: SchedulerService, authorizer: RecordAuthorizer) {
    this.#service = service;
    this.#authorizer = authorizer;
  }

  async get(
    query: { hours?: number },
    options: AuthorizedOptions,
  ): Promise<SchedulerState> {
    const criteria = await this.#criteria(options);
    return this.#service.get({ hours: query.hours ?? DEFAULT_HOURS, criteria });
  }

  async pause(
    reason: string | undefined,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<SchedulerState> {
    return this.#change(() => this.#service.pause(reason, caller), options);
  }

  async resume(
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<SchedulerState> {
    return this.#change(() => this.#service.resume(caller), options);
  }

  /** Who may not look at what the answer shows changes nothing either. */
  async #change(
    change: () => Promise<void>,
    options: AuthorizedOptions,
  ): Promise<SchedulerState> {
    await this.#requireAll(options);
    const criteria = await this.#criteria(options);
    await change();
    return this.#service.get({ hours: DEFAULT_HOURS, criteria });
  }

  #criteria({ credentials }: AuthorizedOptions) {
    return this.#authorizer.criteria(
      tdengineBackupPolicyQueryPermission,
      credentials,
    );
  }

  /** It concerns the policies of everybody, so a right to some of them is not enough. */
  async #requireAll(options: AuthorizedOptions): Promise<void> {
    const [decision] = await this.#authorizer.decide(
      [tdengineBackupPolicyEnablePermission],
      options.credentials,
    );
    if (decision.isConditional || !decision.isAllowed(undefined)) {
      throw missingPermission(tdengineBackupPolicyEnablePermission);
    }
  }
}
