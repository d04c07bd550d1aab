/** The plugin's HTTP API, asked as the guest of a portal. */
export class GuestSession {
  readonly #url: string;
  readonly #token: string;

  static async create(url: string): Promise<GuestSession> {
    const response = await fetch(`${url}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await response.json();
    return new GuestSession(url, backstageIdentity.token);
  }

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  ask(method: string, route: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#url}/api/tdengine-backup/v1${route}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
