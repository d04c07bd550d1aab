import { AuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizedOptions } from './authorization';
import { DEFAULT_PRIORITY } from './defaults';
import { Caller } from './types';

/**
 * What callers may say of what they create: whose it is to be, and when its turn comes. A user gives it to an entity that
 * they act for, themselves where none is named; a service gives it to anybody or nobody.
 */
export class AuthorizedOwner {
  readonly #auth: AuthService;

  static create(options: { auth: AuthService }): AuthorizedOwner {
    return new AuthorizedOwner(options.auth);
  }

  private constructor(auth: AuthService) {
    this.#auth = auth;
  }

  resolve(
    ownerRef: string | undefined,
    caller: Caller,
    options: AuthorizedOptions,
  ): string | undefined {
    if (this.#auth.isPrincipal(options.credentials, 'service')) {
      return ownerRef;
    }
    if (ownerRef === undefined) {
      return caller.ownershipRefs[0];
    }
    if (!caller.ownershipRefs.includes(ownerRef)) {
      throw new NotAllowedError(
        `The owner '${ownerRef}' is neither you nor a group of yours`,
      );
    }
    return ownerRef;
  }
  /** A user may let others pass, but not pass them. */
  priority(
    { priority }: { priority?: number },
    options: AuthorizedOptions,
  ): number | undefined {
    if (
      priority !== undefined &&
      priority < DEFAULT_PRIORITY &&
      !this.#auth.isPrincipal(options.credentials, 'service')
    ) {
      throw new NotAllowedError(
        `Only services may give a priority before ${DEFAULT_PRIORITY}, which is that of all others; got ${priority}`,
      );
    }
    return priority;
  }
}
