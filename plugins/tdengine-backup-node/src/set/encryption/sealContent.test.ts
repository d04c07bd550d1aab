import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { MessageKey } from './MessageChunks';
import {
  CHUNK_BYTES,
  openedSize,
  sealedSize,
  SEALED_CHUNK_BYTES,
  PREFIX_BYTES,
} from './messageSizes';
import { openBytes, openContent, sealBytes, sealContent } from './sealContent';

interface Vector {
  tcId: number;
  comment: string;
  key: string;
  ctx: string;
  ct: string;
  msgLength: number;
  msgSha512: string;
  result: 'valid' | 'invalid';
  flags: string[];
}

const { tests: vectors } = JSON.parse(
  readFileSync(join(__dirname, '../__fixtures__/cobblestone-256.json'), 'utf8'),
) as { tests: Vector[] };

const key: MessageKey = {
  inputKey: Buffer.alloc(32, 7),
  context: Buffer.from('here'),
};

async function* inPieces(
  bytes: Buffer,
  size: number,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

describe('the published test vectors of Cobblestone-256', () => {
  const ofResult = (result: Vector['result']) =>
    vectors
      .filter(vector => vector.result === result)
      .map(vector => [vector.tcId, vector.comment, vector] as const);

  const keyOf = (vector: Vector): MessageKey => ({
    inputKey: Buffer.from(vector.key, 'hex'),
    context: Buffer.from(vector.ctx, 'hex'),
  });

  const sealedOf = (vector: Vector) =>
    inflateSync(Buffer.from(vector.ct, 'hex'));

  it.each(ofResult('invalid'))('%d: refuses %s', async (_id, _, vector) => {
    await expect(
      openBytes(sealedOf(vector), keyOf(vector), 'vector'),
    ).rejects.toThrow(
      vector.flags.includes('InvalidKeySize')
        ? 'A key has to have 32 bytes'
        : /^'vector' is not what was written/,
    );
  });

  it.each(ofResult('valid'))('%d: opens %s', async (_id, _, vector) => {
    const sealed = sealedOf(vector);
    const message = await openBytes(sealed, keyOf(vector), 'vector');
    expect(message.byteLength).toBe(vector.msgLength);
    expect(createHash('sha512').update(message).digest('hex')).toBe(
      vector.msgSha512,
    );
    expect(sealedSize(vector.msgLength)).toBe(sealed.byteLength);
    expect(openedSize(sealed.byteLength)).toBe(vector.msgLength);
    // With its salt the same message gives the same bytes.
    const again = await collect(
      sealContent(
        inPieces(message, 1000),
        keyOf(vector),
        sealed.subarray(0, 24),
      ),
    );
    expect(again.equals(sealed)).toBe(true);
  });
});

describe('sealContent', () => {
  const lengths = fc.oneof(
    fc.nat(200),
    fc
      .tuple(fc.nat(4), fc.integer({ min: -40, max: 40 }))
      .map(([chunks, more]) => Math.max(0, chunks * CHUNK_BYTES + more)),
  );

  it('gives back what it was given, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        lengths,
        fc.integer({ min: 1, max: 70_000 }),
        fc.integer({ min: 1, max: 70_000 }),
        async (length, writtenBy, readBy) => {
          const message = randomBytes(length);
          const sealed = await collect(
            sealContent(inPieces(message, Math.max(writtenBy, 50)), key),
          );
          expect(sealed.byteLength).toBe(sealedSize(length));
          expect(openedSize(sealed.byteLength)).toBe(length);
          const opened = await collect(
            openContent(inPieces(sealed, Math.max(readBy, 50)), key, 'it'),
          );
          expect(opened.equals(message)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('takes single bytes', async () => {
    const message = randomBytes(300);
    const sealed = await collect(sealContent(inPieces(message, 1), key));
    const opened = await collect(openContent(inPieces(sealed, 1), key, 'it'));
    expect(opened.equals(message)).toBe(true);
  });

  it('keeps pieces whose memory is used again', async () => {
    const memory = Buffer.alloc(100);
    async function* reused() {
      for (let value = 0; value < 400; value++) {
        memory.fill(value);
        yield memory;
      }
    }
    const sealed = await collect(sealContent(reused(), key));
    const opened = await openBytes(sealed, key, 'it');
    expect([opened[0], opened[100], opened[39_999]]).toEqual([0, 1, 399 % 256]);
  });

  it('never gives the same bytes twice', async () => {
    const message = Buffer.from('twice');
    const first = await sealBytes(message, key);
    expect(first.equals(await sealBytes(message, key))).toBe(false);
  });

  it('refuses every flipped bit', async () => {
    const sealed = await sealBytes(randomBytes(40), key);
    for (let bit = 0; bit < sealed.byteLength * 8; bit++) {
      const damaged = Buffer.from(sealed);
      // eslint-disable-next-line no-bitwise
      damaged[Math.floor(bit / 8)] ^= 1 << bit % 8;
      await expect(openBytes(damaged, key, 'it')).rejects.toThrow(
        "'it' is not what was written",
      );
    }
  });

  it('refuses every length but its own', async () => {
    const sealed = await sealBytes(randomBytes(2 * CHUNK_BYTES + 10), key);
    const lengths_ = new Set([0, 1, 55, 56, 57, 71, 72, sealed.byteLength - 1]);
    for (let chunk = 0; chunk <= 2; chunk++) {
      for (const more of [-1, 0, 1, 15, 16, 17]) {
        lengths_.add(PREFIX_BYTES + chunk * SEALED_CHUNK_BYTES + more);
      }
    }
    for (const length of lengths_) {
      await expect(
        openBytes(sealed.subarray(0, length), key, 'it'),
      ).rejects.toThrow("'it' is not what was written");
    }
    await expect(
      openBytes(Buffer.concat([sealed, Buffer.alloc(1)]), key, 'it'),
    ).rejects.toThrow("'it' is not what was written");
  });

  it('refuses chunks that were swapped, repeated, left out or taken from elsewhere', async () => {
    const parts = async () => {
      const sealed = await sealBytes(randomBytes(3 * CHUNK_BYTES + 5), key);
      const chunk = (number: number) =>
        sealed.subarray(
          PREFIX_BYTES + number * SEALED_CHUNK_BYTES,
          PREFIX_BYTES + (number + 1) * SEALED_CHUNK_BYTES,
        );
      const prefix = sealed.subarray(0, PREFIX_BYTES);
      return [prefix, chunk(0), chunk(1), chunk(2), chunk(3)];
    };
    const [p, a, b, c, z] = await parts();
    const [, otherA, , , otherZ] = await parts();
    for (const pieces of [
      [p, b, a, c, z],
      [p, a, a, c, z],
      [p, a, b, z],
      [p, a, b, c, c, z],
      [p, a, b, c, z, z],
      [p, otherA, b, c, z],
      [p, a, b, c, otherZ],
      [p, z],
    ]) {
      await expect(openBytes(Buffer.concat(pieces), key, 'it')).rejects.toThrow(
        "'it' is not what was written",
      );
    }
    await expect(
      openBytes(Buffer.concat([p, a, b, c, z]), key, 'it'),
    ).resolves.toHaveLength(3 * CHUNK_BYTES + 5);
  });

  it('opens with its own key and context only', async () => {
    const sealed = await sealBytes(Buffer.from('secret'), key);
    for (const other of [
      { ...key, context: Buffer.from('there') },
      { ...key, inputKey: Buffer.alloc(32, 8) },
    ]) {
      await expect(openBytes(sealed, other, 'it')).rejects.toThrow(
        'not enciphered for this place in this backup',
      );
    }
  });

  it('reads no further than it has to', async () => {
    const piece = randomBytes(256 * 1024);
    let given = 0;
    async function* many() {
      for (let count = 0; count < 100; count++) {
        given += piece.byteLength;
        yield piece;
      }
    }
    let taken = 0;
    for await (const opened of openContent(
      sealContent(many(), key),
      key,
      'it',
    )) {
      taken += opened.byteLength;
      expect(given - taken).toBeLessThan(piece.byteLength);
    }
    expect(taken).toBe(100 * piece.byteLength);
  });
});
