import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import {
  compressBlock,
  createCompressor,
  createDecompressor,
  decompressBlock,
} from './compression';
import { CompressionSettings } from './BackupManifest';
import { collect } from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const ALGORITHMS = ['none', 'gzip', 'zstd'] as const;
const settings: CompressionSettings[] = ALGORITHMS.flatMap(algorithm =>
  [0, 1, 6, 9].map(level => ({ algorithm, level })),
);

async function* of(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('streams', () => {
  it.each(settings)('give back what went in: %j', async setting => {
    const content = Buffer.concat([
      Buffer.alloc(300_000, 'rows of rows of '),
      randomBytes(50_000),
    ]);
    const compressed = createCompressor(setting)(
      of(content.subarray(0, 1), content.subarray(1, 1), content.subarray(1)),
    );
    const restored = createDecompressor(setting.algorithm, {
      maximumBytes: content.byteLength,
    })(compressed);
    expect((await collect(restored)).equals(content)).toBe(true);
  });

  it('give back any bytes in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 8 }),
        fc.constantFrom(...ALGORITHMS),
        fc.integer({ min: 0, max: 9 }),
        async (chunks, algorithm, level) => {
          const compress = createCompressor({ algorithm, level });
          const decompress = createDecompressor(algorithm);
          const restored = await collect(decompress(compress(of(...chunks))));
          expect(restored.equals(Buffer.concat(chunks))).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each(['gzip', 'zstd'] as const)(
    'make regular %s content small, and smaller at a higher level',
    async algorithm => {
      const text = Array.from(
        { length: 20_000 },
        (_, i) => `${i % 977},${i}\n`,
      );
      const content = Buffer.from(text.join(''));
      const sizeAt = async (level: number) =>
        (await collect(createCompressor({ algorithm, level })(of(content))))
          .byteLength;
      const [fast, small] = [await sizeAt(1), await sizeAt(9)];
      expect(fast).toBeLessThan(content.byteLength / 2);
      expect(small).toBeLessThan(fast);
    },
  );

  it.each(['gzip', 'zstd'] as const)(
    'end as soon as %s gives more than it may',
    async algorithm => {
      const bomb = await collect(
        createCompressor({ algorithm, level: 6 })(
          of(...Array.from({ length: 64 }, () => Buffer.alloc(1024 * 1024))),
        ),
      );
      expect(bomb.byteLength).toBeLessThan(100_000);
      let given = 0;
      await expect(
        (async () => {
          const limited = createDecompressor(algorithm, {
            maximumBytes: 10_000,
          });
          for await (const chunk of limited(of(bomb))) {
            given += chunk.byteLength;
          }
        })(),
      ).rejects.toThrow('more than the 10000 bytes');
      expect(given).toBeLessThanOrEqual(10_000);
    },
  );

  it.each(['gzip', 'zstd'] as const)(
    'notice that %s is cut short or is something else',
    async algorithm => {
      const compressed = await collect(
        createCompressor({ algorithm, level: 6 })(of(randomBytes(10_000))),
      );
      for (const length of [1, 5, 100, compressed.byteLength - 1]) {
        await expect(
          collect(
            createDecompressor(algorithm)(of(compressed.subarray(0, length))),
          ),
        ).rejects.toMatchObject({ name: 'DamagedBackupError' });
      }
      await expect(
        collect(createDecompressor(algorithm)(of(randomBytes(500)))),
      ).rejects.toMatchObject({ name: 'DamagedBackupError' });
    },
  );

  it.each(ALGORITHMS)(
    'pass on what the source fails with: %s',
    async algorithm => {
      async function* failing() {
        yield randomBytes(1000);
        throw new Error('the server went away');
      }
      await expect(
        collect(createCompressor({ algorithm, level: 6 })(failing())),
      ).rejects.toThrow('the server went away');
      await expect(
        collect(
          createDecompressor(algorithm)(
            createCompressor({ algorithm, level: 6 })(failing()),
          ),
        ),
      ).rejects.toThrow('the server went away');
    },
  );

  it.each(ALGORITHMS)(
    'close the source when the reader stops early: %s',
    async algorithm => {
      let closed = false;
      async function* endless() {
        try {
          for (;;) {
            yield randomBytes(100_000);
          }
        } finally {
          closed = true;
        }
      }
      for await (const _ of createCompressor({ algorithm, level: 1 })(
        endless(),
      )) {
        break;
      }
      await new Promise(resolve => setImmediate(resolve));
      expect(closed).toBe(true);
    },
  );
});

describe('blocks', () => {
  it.each(settings)('give back what went in: %j', async setting => {
    for (const size of [0, 1, 1000, 2_000_000]) {
      const block = Buffer.alloc(size, 'abcdefg');
      const compressed = await compressBlock(block, setting);
      const restored = await decompressBlock(
        compressed,
        setting.algorithm,
        size,
      );
      expect(restored.equals(block)).toBe(true);
    }
  });

  it.each(ALGORITHMS)('have exactly the size written: %s', async algorithm => {
    const compressed = await compressBlock(Buffer.alloc(1000, 'x'), {
      algorithm,
      level: 6,
    });
    for (const size of [0, 999, 1001]) {
      await expect(
        decompressBlock(compressed, algorithm, size),
      ).rejects.toMatchObject({ name: 'DamagedBackupError' });
    }
  });

  it.each(['gzip', 'zstd'] as const)(
    'do not unfold a bomb of %s',
    async algorithm => {
      const bomb = await compressBlock(Buffer.alloc(256 * 1024 * 1024), {
        algorithm,
        level: 1,
      });
      const before = process.memoryUsage().rss;
      await expect(
        decompressBlock(bomb, algorithm, 1000),
      ).rejects.toMatchObject({ name: 'DamagedBackupError' });
      const grown = process.memoryUsage().rss - before;
      expect(grown).toBeLessThan(64 * 1024 * 1024);
    },
  );

  it.each(['gzip', 'zstd'] as const)(
    'notice that a block of %s is cut short',
    async algorithm => {
      const compressed = await compressBlock(randomBytes(1000), {
        algorithm,
        level: 6,
      });
      await expect(
        decompressBlock(compressed.subarray(0, -3), algorithm, 1000),
      ).rejects.toMatchObject({ name: 'DamagedBackupError' });
    },
  );
});

describe('settings', () => {
  it.each([-1, 10, 1.5, Number.NaN])('refuse the level %d', level => {
    expect(() => createCompressor({ algorithm: 'gzip', level })).toThrow(
      'A compression level is 0 to 9',
    );
  });

  it('refuse an algorithm there is not', () => {
    expect(() =>
      createCompressor({ algorithm: 'brotli' as never, level: 1 }),
    ).toThrow("There is no compression algorithm 'brotli'");
  });
});
