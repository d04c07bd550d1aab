/** The plugin's HTTP API, called as the guest of the portal. */
export class PortalApi {
  readonly #url: string;
  readonly #token: string;

  static async create(url: string): Promise<PortalApi> {
    const response = await fetch(`${url}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await response.json();
    return new PortalApi(url, backstageIdentity.token);
  }

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Throws an Error with the route and the message of the answer where it is refused. */
  async call(method: string, route: string, body?: unknown): Promise<any> {
    const response = await fetch(
      `${this.#url}/api/tdengine-backup/v1${route}`,
      {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          'content-type': 'application/json',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
    );
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${route}: ${answer.error?.message}`);
    }
    return answer;
  }
}
