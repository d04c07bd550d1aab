import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { Caller } from '../services/types';

/**
 * Who sent a request: users and services may, nobody else.
 */
export class CallerReader {
  readonly #auth: AuthService;
  readonly #httpAuth: HttpAuthService;
  readonly #userInfo: UserInfoService;

  static create(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    userInfo: UserInfoService;
  }): CallerReader {
    return new CallerReader(options);
  }

  private constructor(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    userInfo: UserInfoService;
  }) {
    this.#auth = options.auth;
    this.#httpAuth = options.httpAuth;
    this.#userInfo = options.userInfo;
  }

  /** Enough to ask for permission. */
  credentials(
    req: Request<any, any, any, any, any>,
    options?: { allowCookie?: boolean },
  ): Promise<BackstageCredentials> {
    return this.#httpAuth.credentials(req, {
      allow: ['user', 'service'],
      allowLimitedAccess: options?.allowCookie,
    });
  }

  /** With the entities that a user acts for, for requests that change something. */
  async caller(
    req: Request<any, any, any, any, any>,
  ): Promise<{ credentials: BackstageCredentials; caller: Caller }> {
    const credentials = await this.credentials(req);
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return {
        credentials,
        caller: {
          ref: this.refOf(credentials) ?? 'service',
          ownershipRefs: [],
        },
      };
    }
    const { userEntityRef, ownershipEntityRefs } =
      await this.#userInfo.getUserInfo(credentials);
    return {
      credentials,
      caller: {
        ref: userEntityRef,
        // The user comes first: what they create is theirs unless they say otherwise.
        ownershipRefs: [...new Set([userEntityRef, ...ownershipEntityRefs])],
      },
    };
  }

  /** A user's entity ref or a service's subject. */
  refOf(credentials: BackstageCredentials): string | undefined {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      return credentials.principal.subject;
    }
    return undefined;
  }

  /** Whether anybody known sent a request, on routes that are open to everybody. */
  async isAuthenticated(
    req: Request<any, any, any, any, any>,
  ): Promise<boolean> {
    try {
      return this.refOf(await this.#httpAuth.credentials(req)) !== undefined;
    } catch {
      return false;
    }
  }
}
