import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Agent, Dispatcher, request as send } from 'undici';
import {
  limitAnswer,
  retryTransient,
} from 'backstage-plugin-tdengine-backup-node';
import { DigestAuthentication } from './DigestAuthentication';
import {
  isTransientWebdavError,
  toWebdavTargetError,
  WebdavStatusError,
} from './webdavErrors';
import { WebdavTargetOptions } from './WebdavTargetOptions';

const ATTEMPTS = 6;
const CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;

// A listing of some fifty thousand files. It is parsed in one go, during which the process does nothing else.
const MAXIMUM_TEXT_BYTES = 32 * 1024 * 1024;
const MAXIMUM_ERROR_BYTES = 4096;

/** One request. What is sent has to be there again for another try. */
export interface WebdavRequest {
  method: 'GET' | 'PUT' | 'DELETE' | 'MKCOL' | 'MOVE' | 'PROPFIND';
  /** Relative to the folder of the target; empty for itself. */
  path: string;
  /** The statuses that are no error. */
  expect: readonly number[];
  headers?: Record<string, string>;
  body?: () => Readable | string;
  signal: AbortSignal;
}

/**
 * HTTP with one server: logs in, follows no redirects, waits for no silent server, and tries again what may be repeated.
 *
 * @internal
 */
export class WebdavClient {
  readonly options: WebdavTargetOptions;
  readonly location: string;
  readonly #base: URL;
  readonly #agent: Agent;
  readonly #digest: DigestAuthentication | undefined;

  private constructor(options: WebdavTargetOptions, base: URL) {
    const { user, password, authentication, tls } = options;
    this.options = options;
    this.#base = base;
    this.location = base.href;
    this.#digest =
      authentication === 'digest'
        ? DigestAuthentication.create(user ?? '', password ?? '')
        : undefined;
    this.#agent = new Agent({
      connections: options.connections ?? CONNECTIONS,
      headersTimeout: this.idleTimeoutMs,
      bodyTimeout: this.idleTimeoutMs,
      connect: {
        timeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
        ca: tls?.ca,
        rejectUnauthorized: tls?.rejectUnauthorized ?? true,
      },
    });
  }

  /** @param base - ends with a slash, and holds no credentials */
  static create(options: WebdavTargetOptions, base: URL): WebdavClient {
    return new WebdavClient(options, base);
  }

  get attempts(): number {
    return this.options.attempts ?? ATTEMPTS;
  }

  get idleTimeoutMs(): number {
    return this.options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  }

  /** The path of a key in an address, with what it begins with. */
  pathOf(key: string): string {
    return (
      this.#base.pathname + key.split('/').map(encodeURIComponent).join('/')
    );
  }

  /** The address of a key, as MOVE wants it. */
  urlOf(key: string): string {
    return `${this.#base.origin}${this.pathOf(key)}`;
  }

  /** The key of a path that the server told of, or undefined where it is none below the folder. */
  keyOf(href: string): string | undefined {
    const path = URL.canParse(href) ? new URL(href).pathname : href;
    try {
      const decoded = decodeURIComponent(path);
      const base = decodeURIComponent(this.#base.pathname);
      return `${decoded}/`.startsWith(base)
        ? decoded.slice(base.length).replace(/\/$/, '')
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** The text of an answer, after as many tries as it takes. */
  async text(
    request: WebdavRequest,
  ): Promise<{ status: number; text: string }> {
    return this.again(request.signal, async () => {
      const { statusCode, body } = await this.once(request);
      return {
        status: statusCode,
        text: await text(limitAnswer(body, MAXIMUM_TEXT_BYTES)),
      };
    });
  }

  again<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return retryTransient(work, {
      signal,
      attempts: this.attempts,
      isTransient: isTransientWebdavError,
    });
  }

  /** One try. Whoever gets the body has to read or to destroy it. */
  async once(request: WebdavRequest): Promise<Dispatcher.ResponseData> {
    const { expect, signal } = request;
    signal.throwIfAborted();
    let response = await this.#send(request);
    if (
      response.statusCode === 401 &&
      this.#digest?.challenge(response.headers['www-authenticate'])
    ) {
      await response.body.dump();
      response = await this.#send(request);
    }
    const { statusCode, body } = response;
    if (!expect.includes(statusCode)) {
      const beginning = await readBeginning(body).catch(() => '');
      throw new WebdavStatusError(statusCode, messageIn(beginning));
    }
    return response;
  }

  toError(error: unknown, action: string): Error {
    const { user, password, token } = this.options;
    return toWebdavTargetError(error, {
      target: this.options.name,
      location: this.location,
      action,
      secrets: [
        password,
        token,
        password && Buffer.from(`${user}:${password}`).toString('base64'),
      ],
    });
  }

  async #send(request: WebdavRequest): Promise<Dispatcher.ResponseData> {
    const { method, path, headers, body, signal } = request;
    const pathname = this.pathOf(path);
    const authorization = this.#authorize(method, pathname);
    try {
      return await send(`${this.#base.origin}${pathname}`, {
        method: method as Dispatcher.HttpMethod,
        dispatcher: this.#agent,
        headers: {
          'user-agent': 'tdengine-backup',
          ...headers,
          ...(authorization && { authorization }),
        },
        body: body?.(),
        signal,
      });
    } catch (error) {
      // Rather the reason than that something was stopped.
      signal.throwIfAborted();
      throw error;
    }
  }

  #authorize(method: string, pathname: string): string | undefined {
    const { token, user, password } = this.options;
    if (token !== undefined) {
      return `Bearer ${token}`;
    }
    if (this.#digest) {
      return this.#digest.authorize(method, pathname);
    }
    return user === undefined
      ? undefined
      : `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
  }
}

async function readBeginning(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MAXIMUM_ERROR_BYTES) {
      break;
    }
  }
  return Buffer.concat(chunks, size)
    .subarray(0, MAXIMUM_ERROR_BYTES)
    .toString('utf8');
}

/** What sabre/dav and others say beside the status, without the page around it. */
function messageIn(page: string): string {
  return page
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
