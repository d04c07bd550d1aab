import * as fc from 'fast-check';
import { clampRange, exactly, readBytes, sliceBytes } from './byteStreams';
import { collect } from './__testUtils__';

async function* of(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const chunked = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 });

describe('sliceBytes', () => {
  it('gives any range of any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        chunked,
        fc.nat(200),
        fc.nat(200),
        async (chunks, start, length) => {
          const end = start + length;
          const slice = await collect(
            sliceBytes(of(...chunks), { start, end }),
          );
          expect(slice.equals(Buffer.concat(chunks).subarray(start, end))).toBe(
            true,
          );
        },
      ),
    );
  });

  it('does not read on behind the range', async () => {
    async function* endless() {
      for (;;) {
        yield Buffer.alloc(10, 'x');
      }
    }
    const slice = await collect(sliceBytes(endless(), { start: 5, end: 25 }));
    expect(slice).toHaveLength(20);
  });
});

describe('exactly', () => {
  it('passes on what has the right size', async () => {
    await fc.assert(
      fc.asyncProperty(chunked, async chunks => {
        const whole = Buffer.concat(chunks);
        const options = { name: 'a', size: whole.byteLength };
        expect(
          (await collect(exactly(of(...chunks), options))).equals(whole),
        ).toBe(true);
      }),
    );
  });

  it.each([
    ['fewer', 11],
    ['more', 9],
  ])('names what has %s bytes', async (word, size) => {
    await expect(
      collect(exactly(of(Buffer.alloc(10)), { name: 'a/b.tdb', size })),
    ).rejects.toThrow(
      `'a/b.tdb' has ${word} than the ${size} bytes it should have`,
    );
  });
});

describe('readBytes', () => {
  it('reads up to a limit', async () => {
    const options = { name: 'metadata.json', maximumBytes: 10 };
    expect(await readBytes(of(Buffer.alloc(10)), options)).toHaveLength(10);
    await expect(
      readBytes(of(Buffer.alloc(6), Buffer.alloc(5)), options),
    ).rejects.toThrow("'metadata.json' is larger than the 10 bytes");
  });
});

describe('clampRange', () => {
  it.each([
    [undefined, 0, 10],
    [{ start: 2, end: 5 }, 2, 5],
    [{ start: 2, end: 50 }, 2, 10],
    [{ start: 20, end: 50 }, 10, 10],
  ])('keeps %j within ten bytes', (range, start, end) => {
    expect(clampRange(range, 10)).toEqual({ start, end });
  });
});
