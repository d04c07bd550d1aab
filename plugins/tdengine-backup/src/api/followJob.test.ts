import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import { followJob } from './followJob';

const event = (id: number, part: Partial<JobEvent> = {}): JobEvent => ({
  id,
  at: '2026-11-21T08:00:00.000Z',
  type: 'log',
  level: 'info',
  message: `line ${id}`,
  ...part,
});
const endOf = (id: number) => event(id, { type: 'state', state: 'succeeded' });

function stream(...events: JobEvent[]): Response {
  const body = events
    .map(item => `id: ${item.id}\ndata: ${JSON.stringify(item)}\n\n`)
    .join('');
  return new Response(`: hello\n\n${body}`, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  });
}

function refuse(status: number): Response {
  return new Response(
    JSON.stringify({
      error: { name: 'NotAllowedError', message: 'Not for you' },
      response: { statusCode: status },
    }),
    { status, headers: { 'content-type': 'application/json' } },
  );
}

async function follow(
  answers: Array<() => Response | Promise<Response>>,
  polled: JobEvent[][] = [],
) {
  const urls: string[] = [];
  const polls: number[] = [];
  const connections: string[] = [];
  const events: JobEvent[] = [];
  const fetch = jest.fn(async (input: unknown) => {
    urls.push(String(input));
    const answer = answers.shift();
    if (!answer) {
      throw new TypeError('Failed to fetch');
    }
    return answer();
  });
  const done = followJob({
    url: 'http://backend/v1/jobs/job-1/events',
    fetch: fetch as typeof globalThis.fetch,
    poll: async ({ after }) => {
      polls.push(after);
      const items = polled.shift() ?? [];
      return { items, ended: items.some(({ state }) => state !== undefined) };
    },
    after: 0,
    signal: new AbortController().signal,
    onEvent: item => events.push(item),
    onConnection: connection => connections.push(connection),
  });
  const outcome = done.then(
    () => 'ended' as const,
    (error: Error) => error,
  );
  await jest.advanceTimersByTimeAsync(120_000);
  return {
    outcome: await outcome,
    urls,
    polls,
    connections,
    ids: events.map(({ id }) => id),
  };
}

describe('followJob', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('tells every event of a stream and resolves at the end of the job', async () => {
    const result = await follow([() => stream(event(1), event(2), endOf(3))]);

    expect(result.outcome).toBe('ended');
    expect(result.ids).toEqual([1, 2, 3]);
    expect(result.connections).toEqual(['stream']);
  });

  it('goes on after the last event when the stream breaks, without telling one twice', async () => {
    const result = await follow([
      () => stream(event(1), event(2)),
      () => Promise.reject(new TypeError('network')),
      () => stream(event(2), event(3), endOf(4)),
    ]);

    expect(result.outcome).toBe('ended');
    expect(result.ids).toEqual([1, 2, 3, 4]);
    expect(
      result.urls.map(url => new URL(url).searchParams.get('after')),
    ).toEqual(['0', '2', '2']);
  });

  it('polls where streams do not get through', async () => {
    const result = await follow(
      [() => new Response('{}', { headers: { 'content-type': 'text/html' } })],
      [[event(1)], [event(2), endOf(3)]],
    );

    expect(result.outcome).toBe('ended');
    expect(result.ids).toEqual([1, 2, 3]);
    expect(result.polls).toEqual([0, 1]);
    expect(result.connections).toContain('polling');
  });

  it('polls after streams that stayed silent again and again', async () => {
    const result = await follow(
      [() => stream(), () => stream(), () => stream()],
      [[endOf(1)]],
    );

    expect(result.outcome).toBe('ended');
    expect(result.ids).toEqual([1]);
  });

  it('gives up where asking again changes nothing', async () => {
    const result = await follow([() => refuse(403)]);

    expect(result.outcome).toMatchObject({
      body: { error: { message: 'Not for you' } },
    });
    expect(result.urls).toHaveLength(1);
  });
});
