const WEB_SOCKET_PROTOCOLS: Readonly<Record<string, string>> = {
  'http:': 'ws:',
  'ws:': 'ws:',
  'https:': 'wss:',
  'wss:': 'wss:',
};

/**
 * The addresses of a taosAdapter.
 *
 * @internal
 */
export class Endpoint {
  readonly #url: URL;

  private constructor(url: URL) {
    this.#url = url;
  }

  /**
   * @throws TypeError for text that is no URL of a taosAdapter, or holds credentials; the message does not repeat them
   */
  static parse(text: string): Endpoint {
    if (!URL.canParse(text)) {
      throw new TypeError(
        'The URL of TDengine cannot be read, expected one like http://host:6041',
      );
    }
    const url = new URL(text);
    if (WEB_SOCKET_PROTOCOLS[url.protocol] === undefined) {
      throw new TypeError(
        `The URL of TDengine starts with '${url.protocol}', expected http: or https:`,
      );
    }
    if (url.username || url.password || url.search || url.hash) {
      throw new TypeError(
        'The URL of TDengine holds credentials, a query or a fragment; use the options user, password and token',
      );
    }
    return new Endpoint(url);
  }

  /** The address for messages: no secret in it. */
  get display(): string {
    return `${this.#url.protocol}//${this.#url.host}${this.#basePath}`;
  }

  get secure(): boolean {
    return WEB_SOCKET_PROTOCOLS[this.#url.protocol] === 'wss:';
  }

  webSocketUrl(token: string | undefined): URL {
    const url = new URL(this.#url);
    url.protocol = WEB_SOCKET_PROTOCOLS[this.#url.protocol];
    url.pathname = `${this.#basePath}/ws`;
    if (token !== undefined) {
      url.searchParams.set('token', token);
    }
    return url;
  }

  /** The parts that `@tdengine/rest` wants. */
  get rest(): { scheme: string; host: string; port?: number; path: string } {
    return {
      scheme: this.secure ? 'https' : 'http',
      host: this.#url.hostname,
      port: this.#url.port === '' ? undefined : Number(this.#url.port),
      path: `${this.#basePath}/rest/sql`,
    };
  }

  get #basePath(): string {
    return this.#url.pathname.replace(/\/+$/, '');
  }
}
