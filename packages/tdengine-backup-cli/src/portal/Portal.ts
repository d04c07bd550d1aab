import { ResponseError } from '@backstage/errors';
import {
  TdengineBackupClient,
  TypedResponse,
} from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { readSecretFile } from '../cli/readSecretFile';

const PLUGIN_PATH = '/api/tdengine-backup';

/** Which portal, and as whom. */
export interface PortalOptions {
  url?: string;
  tokenFile?: string;
}

/** The portal does not answer now; it may later. */
export class PortalUnreachableError extends Error {
  readonly name = 'PortalUnreachableError';
}

/** The portal knows nothing of that name or id, or shows nothing of it. */
export class PortalNotFoundError extends Error {
  readonly name = 'PortalNotFoundError';
}

/** A portal's HTTP API. */
export class Portal {
  readonly url: string;
  readonly #client: TdengineBackupClient;
  readonly #token: string;

  private constructor(url: string, token: string, signal: AbortSignal) {
    this.url = url;
    this.#token = token;
    this.#client = new TdengineBackupClient({
      discoveryApi: { getBaseUrl: async () => `${url}${PLUGIN_PATH}` },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, { ...init, redirect: 'manual', signal }),
      },
    });
  }

  static async create(
    context: CliContext,
    options: PortalOptions,
  ): Promise<Portal> {
    const { env } = context.io;
    const url = options.url ?? env.TDENGINE_BACKUP_URL;
    if (!url || !/^https?:\/\/[^/]/.test(url)) {
      throw CliError.usage(
        'Say which portal: the address of its backend, such as https://portal.example, in --url or TDENGINE_BACKUP_URL',
      );
    }
    const token = options.tokenFile
      ? await readSecretFile(context, options.tokenFile)
      : env.TDENGINE_BACKUP_TOKEN;
    if (!token) {
      throw CliError.usage(
        'The token for the portal is missing: set TDENGINE_BACKUP_TOKEN, or name a file with --token-file',
      );
    }
    return new Portal(
      url.replace(/\/+$/, '').replace(PLUGIN_PATH, ''),
      token,
      context.signal,
    );
  }

  /** One call, which follows no redirect; throws the error that the portal answers, with its name. */
  async ask<T>(
    call: (
      client: TdengineBackupClient,
      options: { token: string },
    ) => Promise<TypedResponse<T>>,
  ): Promise<T> {
    let response: TypedResponse<T>;
    try {
      response = await call(this.#client, { token: this.#token });
    } catch (error) {
      throw new PortalUnreachableError(
        `The portal at ${this.url} does not answer: ${describeError(error)}`,
      );
    }
    if (response.status >= 300 && response.status < 400) {
      const elsewhere = response.headers.get('location');
      // Whoever answers there would be handed what is sent, and be believed.
      throw CliError.failed(
        `The portal at ${this.url} redirects to ${elsewhere}, which is not followed: give the address that it really has`,
      );
    }
    if (!response.ok) {
      throw await toError(response as Response, this.url);
    }
    if (response.status === 204) {
      return undefined as T;
    }
    if (!response.headers.get('content-type')?.includes('json')) {
      throw notBackstage(this.url);
    }
    return response.json();
  }
}

async function toError(response: Response, url: string): Promise<Error> {
  const { cause } = await ResponseError.fromResponse(response);
  if (response.status >= 502) {
    return new PortalUnreachableError(
      `The portal at ${url} cannot answer now: ${cause.message}`,
    );
  }
  const isPlain = cause.name === 'Error' || cause.name === 'Unknown';
  if (response.status === 401) {
    return CliError.refused(
      `The portal does not take the token, which may have expired (${cause.message})`,
    );
  }
  if (isPlain && response.status === 404) {
    return notBackstage(url);
  }
  if (cause.name === 'NotFoundError') {
    return new PortalNotFoundError(cause.message);
  }
  return Object.assign(new Error(cause.message), { name: cause.name });
}

function notBackstage(url: string): CliError {
  return CliError.failed(
    `There is no TDengine backup plugin at ${url}: give the address of the portal's backend, without a path`,
  );
}
