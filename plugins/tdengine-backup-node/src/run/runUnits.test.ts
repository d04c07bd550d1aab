import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { OrderedUnit, runUnits } from './runUnits';

const forever = new AbortController().signal;

describe('runUnits', () => {
  it('runs each once, after those it waits for, and no more at once than allowed', async () => {
    const plans = fc
      .array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 20 })
      .map(plan =>
        plan.map((after, index) => ({
          id: `${index}`,
          // Only on earlier ones, so that there is an order at all.
          after: index === 0 ? [] : after.map(other => `${other % index}`),
        })),
      );
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.integer({ min: 1, max: 4 }),
        fc.func(fc.integer({ min: 0, max: 2 })),
        fc.boolean(),
        async (plan, parallelism, delay, backwards) => {
          const finished: string[] = [];
          let running = 0;
          await runUnits(backwards ? [...plan].reverse() : plan, {
            done: [],
            parallelism,
            signal: forever,
            run: async unit => {
              running++;
              expect(running).toBeLessThanOrEqual(parallelism);
              expect(finished).toEqual(expect.arrayContaining(unit.after));
              await sleep(delay(unit.id));
              running--;
              finished.push(unit.id);
            },
          });
          expect(finished.sort()).toEqual(plan.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('does not run again what is done', async () => {
    const ran: string[] = [];
    await runUnits([{ id: 'a' }, { id: 'b', after: ['a'] }], {
      done: ['a'],
      parallelism: 2,
      signal: forever,
      run: async ({ id }) => {
        ran.push(id);
      },
    });
    expect(ran).toEqual(['b']);
  });

  it('takes the next unit of a stream only when there is a place for it', async () => {
    let taken = 0;
    let done = 0;
    async function* stream(): AsyncGenerator<OrderedUnit> {
      for (let index = 0; index < 20; index++) {
        taken++;
        yield { id: `${index}` };
      }
    }
    await runUnits(stream(), {
      done: [],
      parallelism: 3,
      signal: forever,
      run: async () => {
        expect(taken - done).toBeLessThanOrEqual(4);
        await sleep(1);
        done++;
      },
    });
    expect(done).toBe(20);
  });

  it('goes on with what is ready while a stream has nothing to give', async () => {
    const ran: string[] = [];
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    async function* stream(): AsyncGenerator<OrderedUnit> {
      yield { id: 'second', after: ['first'] };
      yield { id: 'first' };
      await released;
    }
    await runUnits(stream(), {
      done: [],
      parallelism: 2,
      signal: forever,
      run: async ({ id }) => {
        ran.push(id);
        if (id === 'second') {
          release();
        }
      },
    });
    expect(ran).toEqual(['first', 'second']);
  });

  it('stops the others with the first failure, and throws it', async () => {
    const stopped: string[] = [];
    let closed = false;
    async function* stream(): AsyncGenerator<OrderedUnit> {
      try {
        for (const id of ['slow', 'bad', 'never', 'never']) {
          yield { id };
        }
      } finally {
        closed = true;
      }
    }
    const failure = new Error('The table is gone');
    await expect(
      runUnits(stream(), {
        done: [],
        parallelism: 2,
        signal: forever,
        run: async ({ id }, signal) => {
          if (id === 'bad') {
            throw failure;
          }
          await sleep(60_000, undefined, { signal }).catch(() => {
            stopped.push(id);
          });
        },
      }),
    ).rejects.toBe(failure);
    expect(stopped).toEqual(['slow']);
    expect(closed).toBe(true);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('It was cancelled');
    await expect(
      runUnits([{ id: 'a' }], {
        done: [],
        parallelism: 1,
        signal: controller.signal,
        run: async (_, signal) => {
          controller.abort(reason);
          signal.throwIfAborted();
        },
      }),
    ).rejects.toBe(reason);
  });

  it('says which unit waits for one that does not exist', async () => {
    await expect(
      runUnits([{ id: 'a', after: ['b'] }], {
        done: [],
        parallelism: 1,
        signal: forever,
        run: async () => {},
      }),
    ).rejects.toThrow("'a' waits for 'b', which is not in it");
  });

  it('throws what the plan itself throws', async () => {
    async function* stream(): AsyncGenerator<OrderedUnit> {
      yield { id: 'a' };
      throw new Error('The plan cannot be read');
    }
    await expect(
      runUnits(stream(), {
        done: [],
        parallelism: 1,
        signal: forever,
        run: async () => {},
      }),
    ).rejects.toThrow('The plan cannot be read');
  });
});
