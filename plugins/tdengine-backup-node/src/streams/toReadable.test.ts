import { setTimeout as sleep } from 'node:timers/promises';
import { toReadable } from './toReadable';

describe('toReadable', () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield Buffer.from('x');
    }
  }

  it.each(['before', 'after'])(
    'tells who reads it later that it was aborted %s it was made, and nobody else',
    async when => {
      const controller = new AbortController();
      if (when === 'before') {
        controller.abort(new Error('enough'));
      }
      const stream = toReadable(endless(), controller.signal);
      controller.abort(new Error('enough'));
      // An error that nobody heard would fail this test as an uncaught exception.
      await sleep(20);
      await expect(stream.toArray()).rejects.toThrow(
        expect.objectContaining({
          name: 'AbortError',
          cause: expect.objectContaining({ message: 'enough' }),
        }),
      );
    },
  );
});
