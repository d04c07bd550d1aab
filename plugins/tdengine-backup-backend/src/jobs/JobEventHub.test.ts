import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import { silentLogger } from '../__testUtils__/silentLogger';
import { JobEventStore } from '../database/JobEventStore';
import { JobEventHub } from './JobEventHub';

/** Events in memory, and how often they were asked for. */
class MemoryEvents implements JobEventStore {
  readonly events: JobEvent[] = [];
  reads = 0;

  add(count: number, state?: JobEvent['state']): void {
    for (let index = 0; index < count; index++) {
      this.events.push({
        id: this.events.length + 1,
        at: new Date().toISOString(),
        type: state ? 'state' : 'log',
        state,
      });
    }
  }

  async append(): Promise<void> {}

  async list(
    _jobId: string,
    options: { after: number; limit: number },
  ): Promise<JobEvent[]> {
    this.reads++;
    return this.events
      .filter(event => event.id > options.after)
      .slice(0, options.limit);
  }

  async prune(): Promise<number> {
    return 0;
  }
}

describe('JobEventHub', () => {
  function setUp() {
    const events = new MemoryEvents();
    const hub = JobEventHub.create({
      events,
      logger: silentLogger,
    });
    async function follow(
      after = 0,
      signal = new AbortController().signal,
    ): Promise<number[]> {
      const ids: number[] = [];
      for await (const event of hub.follow('job', { after, signal })) {
        ids.push(event.id);
      }
      return ids;
    }
    return { events, hub, follow };
  }

  const pause = (milliseconds: number) =>
    new Promise(resolve => setTimeout(resolve, milliseconds));

  it('gives old and new events once each, in order, to everybody, with one reader', async () => {
    const { events, hub, follow } = setUp();
    events.add(1_200);
    const watchers = Array.from({ length: 20 }, (_, index) =>
      follow(index * 50),
    );
    await pause(50);
    const readsToCatchUp = events.reads;
    for (let round = 0; round < 10; round++) {
      events.add(3);
      hub.nudge('job');
      await pause(5);
    }
    events.add(1, 'succeeded');
    hub.nudge('job');
    const seen = await Promise.all(watchers);
    for (const [index, ids] of seen.entries()) {
      expect(ids).toEqual(
        Array.from(
          { length: 1_231 - index * 50 },
          (_, offset) => index * 50 + offset + 1,
        ),
      );
    }
    expect(events.reads - readsToCatchUp).toBeLessThanOrEqual(12);
  });

  it('gives a slow watcher everything, also what is no longer in memory', async () => {
    const { events, hub } = setUp();
    const stream = hub.follow('job', {
      after: 0,
      signal: new AbortController().signal,
    });
    events.add(1);
    expect((await stream.next()).value).toMatchObject({ id: 1 });
    const second = stream.next();
    await pause(10);
    events.add(1);
    hub.nudge('job');
    expect((await second).value).toMatchObject({ id: 2 });
    events.add(3_000);
    hub.nudge('job');
    await pause(20);
    events.add(1, 'failed');
    hub.nudge('job');
    await pause(20);
    const ids: number[] = [];
    for await (const event of stream) {
      ids.push(event.id);
    }
    expect(ids).toHaveLength(3_001);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('ends when nobody wants more', async () => {
    const { events, follow } = setUp();
    events.add(2);
    const controller = new AbortController();
    const watching = follow(0, controller.signal);
    await pause(20);
    controller.abort();
    expect(await watching).toEqual([1, 2]);
    const reads = events.reads;
    await pause(1_200);
    expect(events.reads).toBe(reads);
  });
});
