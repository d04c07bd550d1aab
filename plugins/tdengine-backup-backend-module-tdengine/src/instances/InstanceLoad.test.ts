import { setTimeout as sleep } from 'node:timers/promises';
import { InstanceLoad } from './InstanceLoad';

const { signal } = new AbortController();

async function mostAtOnce(load: InstanceLoad): Promise<number> {
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await sleep(5);
    running--;
  };
  async function* steps() {
    await work();
    yield 1;
  }
  await Promise.all([
    ...Array.from({ length: 6 }, () => load.one(signal, work)),
    ...Array.from({ length: 6 }, async () => {
      for await (const _ of load.each(signal, steps)) {
        // Only how many run at once counts.
      }
    }),
  ]);
  return most;
}

describe('load of an instance', () => {
  it('keeps to the scans and writes that may run at once, all runs together', async () => {
    expect(await mostAtOnce(InstanceLoad.create({ parallelism: 2 }))).toBe(2);
    expect(await mostAtOnce(InstanceLoad.create({}))).toBe(12);
  });

  it('gives its place back when the work fails or is left', async () => {
    const load = InstanceLoad.create({ parallelism: 1 });
    await expect(
      load.one(signal, async () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    async function* endless() {
      for (;;) {
        yield 1;
      }
    }
    for await (const _ of load.each(signal, endless)) {
      break;
    }
    expect(await load.one(signal, async () => 'free')).toBe('free');
  });

  it('stops waiting for a place with its signal', async () => {
    const load = InstanceLoad.create({ parallelism: 1 });
    const controller = new AbortController();
    await load.one(signal, async () => {
      const waiting = load.one(controller.signal, async () => {});
      controller.abort(new Error('cancelled'));
      await expect(waiting).rejects.toThrow('cancelled');
    });
  });

  it.each([
    ['rows', { rowsPerSecond: 10_000 }, 500, 0],
    ['bytes', { megabytesPerSecond: 1 }, 0, 50_000],
  ])('paces %s, whoever asks for them', async (_, throttle, rows, bytes) => {
    const load = InstanceLoad.create({ throttle });
    const startedAt = performance.now();
    // Ten times 50 ms of the rate, a tenth of a second of which may be ahead.
    await Promise.all(
      Array.from({ length: 10 }, () => load.spend(rows, bytes, signal)),
    );
    expect(performance.now() - startedAt).toBeGreaterThan(390);
  });

  it('does not wait without a rate, and stops waiting with its signal', async () => {
    const startedAt = performance.now();
    await InstanceLoad.create({}).spend(1e12, 1e15, signal);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await expect(
      InstanceLoad.create({ throttle: { rowsPerSecond: 1 } }).spend(
        1e6,
        0,
        AbortSignal.abort(new Error('cancelled')),
      ),
    ).rejects.toThrow();
  });
});
