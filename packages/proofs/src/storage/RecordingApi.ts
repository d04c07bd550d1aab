import { setTimeout as sleep } from 'node:timers/promises';
import { GuestSession } from '../portal/GuestSession';

const UNDER_WAY = ['creating', 'queued', 'running', 'cancelling', 'pending'];

/** The plugin's HTTP API as the guest of a portal, every answer of which is kept. */
export class RecordingApi {
  readonly #session: GuestSession;
  readonly #keep: (answer: string) => void;

  static async create(
    url: string,
    keep: (answer: string) => void,
  ): Promise<RecordingApi> {
    const page = await fetch(url);
    keep(await page.text());
    return new RecordingApi(await GuestSession.create(url), keep);
  }

  private constructor(session: GuestSession, keep: (answer: string) => void) {
    this.#session = session;
    this.#keep = keep;
  }

  get(route: string): Promise<any> {
    return this.#call('GET', route);
  }

  post(route: string, body: unknown): Promise<any> {
    return this.#call('POST', route, body);
  }

  /** Makes a backup or a restore and waits for its end; what was said of its job is asked for. */
  async run(route: string, body: unknown): Promise<any> {
    const created = await this.post(route, body);
    // Refused before there was a run.
    return created.id ? this.ended(`${route}/${created.id}`) : created;
  }

  /** Waits until nothing works on a record any more. */
  async ended(route: string): Promise<any> {
    for (;;) {
      const record = await this.get(route);
      const job =
        record.job ??
        (record.jobId && (await this.get(`/jobs/${record.jobId}`)));
      if (
        !UNDER_WAY.includes(record.state) &&
        !UNDER_WAY.includes(job?.state)
      ) {
        if (job?.id) {
          await this.get(`/jobs/${job.id}/events?after=0`);
        }
        return record;
      }
      await sleep(200);
    }
  }

  async #call(method: string, route: string, body?: unknown): Promise<any> {
    const response = await this.#session.ask(method, route, body);
    const text = await response.text();
    this.#keep(text);
    try {
      return JSON.parse(text);
    } catch {
      return {};
    }
  }
}
