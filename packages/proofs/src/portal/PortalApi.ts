import { GuestSession } from './GuestSession';

/** The plugin's HTTP API, called as the guest of the portal. */
export class PortalApi {
  readonly #session: GuestSession;

  static async create(url: string): Promise<PortalApi> {
    return new PortalApi(await GuestSession.create(url));
  }

  private constructor(session: GuestSession) {
    this.#session = session;
  }

  /** Throws an Error with the route and the message of the answer where it is refused. */
  async call(method: string, route: string, body?: unknown): Promise<any> {
    const response = await this.#session.ask(method, route, body);
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${route}: ${answer.error?.message}`);
    }
    return answer;
  }
}
