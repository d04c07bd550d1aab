import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import request from 'supertest';
import { rawRequest } from '../__testUtils__/rawRequest';
import { aLogEvent, aStateEvent } from '../__testUtils__/records';
import { createDeferred } from '../__testUtils__/createDeferred';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('job routes', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1/jobs${path}`;

  it('lists a page of those that are asked for', async () => {
    const response = await request(test.server).get(
      api('?type=backup&type=repair&state=failed&target=nas&page=2'),
    );
    expect(response.status).toBe(200);
    expect(response.body.items).toMatchObject([{ id: 'j1' }]);
    expect(test.services.jobs.list).toHaveBeenCalledWith(
      {
        page: 2,
        pageSize: 25,
        types: ['backup', 'repair'],
        states: ['failed'],
        targets: ['nas'],
      },
      { backups: 'all', restores: 'all', rescans: true },
    );
  });

  it.each(['type=walk', 'state=lost', 'page=0', 'pageSize=501'])(
    'refuses to list %s',
    async query => {
      const response = await request(test.server).get(api(`?${query}`));
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(query.split('=')[0]);
    },
  );

  it('gets one, and answers 404 for an unknown one', async () => {
    const response = await request(test.server).get(api('/j1'));
    expect(response.status).toBe(200);
    expect(response.body.state).toBe('running');

    const unknown = await request(test.server).get(api('/j2'));
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toBe(`There is no job with the id 'j2'`);
  });

  describe('events as JSON', () => {
    it('waits as long as asked for', async () => {
      test.services.jobs.events.mockResolvedValue({
        items: [aLogEvent(8, 'reading'), aStateEvent(9, 'succeeded')],
        ended: true,
      });
      const response = await request(test.server).get(
        api('/j1/events?after=7&limit=10&waitMs=20000&level=warn'),
      );

      expect(response.status).toBe(200);
      expect(response.body).toEqual({
        items: [aLogEvent(8, 'reading'), aStateEvent(9, 'succeeded')],
        ended: true,
      });
      expect(test.services.jobs.events).toHaveBeenCalledWith('j1', {
        after: 7,
        limit: 10,
        waitMs: 20_000,
        level: 'warn',
        signal: expect.any(AbortSignal),
      });
    });

    it('does not wait unless asked to', async () => {
      await request(test.server).get(api('/j1/events')).expect(200);
      expect(test.services.jobs.events).toHaveBeenCalledWith(
        'j1',
        expect.objectContaining({ after: 0, limit: 500, waitMs: 0 }),
      );
    });

    it.each(['after=-1', 'limit=0', 'waitMs=60000', 'level=loud'])(
      'refuses %s',
      async query => {
        const response = await request(test.server).get(
          api(`/j1/events?${query}`),
        );
        expect(response.status).toBe(400);
        expect(response.body.error.message).toContain(query.split('=')[0]);
      },
    );

    it('stops waiting when the caller goes away', async () => {
      const asked = createDeferred();
      const aborted = createDeferred();
      test.services.jobs.events.mockImplementation(
        (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted.resolve();
              reject(signal.reason);
            });
            asked.resolve();
          }),
      );
      const call = request(test.server).get(api('/j1/events?waitMs=30000'));
      await Promise.all([
        expect(call).rejects.toThrow(),
        asked.promise.then(() => {
          call.abort();
        }),
      ]);
      await aborted.promise;
    });
  });

  describe('events as a stream', () => {
    const stream = (query = '', headers: Record<string, string> = {}) =>
      rawRequest(test.server, {
        path: api(`/j1/events${query}`),
        headers: { accept: 'text/event-stream', ...headers },
      });

    function follow(events: JobEvent[]) {
      test.services.jobs.follow.mockImplementation(
        async function* eventsOfTheJob() {
          yield* events;
        },
      );
    }

    it('sends what comes and ends with the job', async () => {
      follow([
        aLogEvent(1, 'reading 电表\nsecond line'),
        aStateEvent(2, 'running'),
        aStateEvent(3, 'succeeded'),
        aLogEvent(4, 'too late'),
      ]);
      const response = await stream();

      expect(response.status).toBe(200);
      expect(response.isComplete).toBe(true);
      expect(response.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
      expect(response.headers['content-encoding']).toBeUndefined();
      const text = response.body.toString('utf8');
      expect(text).toBe(
        [
          `id: 1\nevent: log\ndata: ${JSON.stringify(
            aLogEvent(1, 'reading 电表\nsecond line'),
          )}\n\n`,
          `id: 2\nevent: state\ndata: ${JSON.stringify(
            aStateEvent(2, 'running'),
          )}\n\n`,
          `id: 3\nevent: state\ndata: ${JSON.stringify(
            aStateEvent(3, 'succeeded'),
          )}\n\n`,
        ].join(''),
      );
    });

    it('goes on after the last event that a browser saw', async () => {
      follow([]);
      await stream('?after=5');
      await stream('?after=5', { 'last-event-id': '9' });

      expect(
        test.services.jobs.follow.mock.calls.map(([, { after }]) => after),
      ).toEqual([5, 9]);

      expect((await stream('', { 'last-event-id': 'x' })).status).toBe(400);
    });

    it('leaves out quieter lines, never states and progress', async () => {
      follow([
        aLogEvent(1, 'quiet', 'debug'),
        aLogEvent(2, 'loud', 'error'),
        aStateEvent(3, 'failed'),
      ]);
      const response = await stream('?level=warn');

      const text = response.body.toString('utf8');
      expect(text.match(/^id: \d+$/gm)).toEqual(['id: 2', 'id: 3']);
    });

    it('sends each event at once, through compression', async () => {
      const firstWasSeen = createDeferred();
      test.services.jobs.follow.mockImplementation(async function* oneByOne() {
        yield aLogEvent(1, 'first');
        await firstWasSeen.promise;
        yield aStateEvent(2, 'succeeded');
      });
      const response = await rawRequest(test.server, {
        path: api('/j1/events'),
        headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
        onData: text => text.includes('first') && firstWasSeen.resolve(),
      });

      expect(response.isComplete).toBe(true);
    });

    it('keeps the connection open with comments', async () => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
      try {
        const ended = createDeferred();
        test.services.jobs.follow.mockImplementation(async function* silent() {
          yield aLogEvent(1, 'first');
          await ended.promise;
        });
        const response = await rawRequest(test.server, {
          path: api('/j1/events'),
          headers: { accept: 'text/event-stream' },
          onData: text => {
            if (text.includes('first')) {
              jest.advanceTimersByTime(15_000);
            }
            if (text.includes(':')) {
              setImmediate(ended.resolve);
            }
          },
        });

        expect(response.body.toString()).toMatch(/\n\n: keep-alive\n\n/);
      } finally {
        jest.useRealTimers();
      }
    });

    it('unsubscribes when the caller goes away', async () => {
      const unsubscribed = createDeferred();
      test.services.jobs.follow.mockImplementation(async function* untilAborted(
        _,
        { signal },
      ) {
        try {
          yield aLogEvent(1, 'first');
          await new Promise<void>(resolve =>
            signal.addEventListener('abort', () => resolve()),
          );
        } finally {
          unsubscribed.resolve();
        }
      });
      await rawRequest(test.server, {
        path: api('/j1/events'),
        headers: { accept: 'text/event-stream' },
        onData: (_, hangUp) => hangUp(),
      });

      await expect(unsubscribed.promise).resolves.toBeUndefined();
    });

    it('breaks off when following fails', async () => {
      test.services.jobs.follow.mockImplementation(async function* failing() {
        yield aLogEvent(1, 'first');
        throw new Error('the database is gone');
      });
      expect((await stream()).isComplete).toBe(false);
    });

    it('answers with an error where there is no such job', async () => {
      const response = await rawRequest(test.server, {
        path: api('/j2/events'),
        headers: { accept: 'text/event-stream' },
      });

      expect(response.status).toBe(404);
      expect(response.headers['content-type']).toContain('application/json');
    });
  });
});
