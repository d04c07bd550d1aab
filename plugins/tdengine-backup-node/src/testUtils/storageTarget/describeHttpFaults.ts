import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { BadLine, messageOf } from './BadLine';

const MEBIBYTE = 1024 * 1024;

/** Of every storage target that speaks HTTP: what servers, and what stands before them, answer at the wrong moment. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeHttpFaults(
  line: BadLine,
  { write, read }: { write: string; read: string },
): void {
  const { put, get, keysBelow, signal } = line;

  it.each([500, 502, 503, 504])(
    'asks again where the answer is %d',
    async status => {
      const content = Buffer.from('content');
      line.proxy.answer({ match: new RegExp(`^${write} `), status });
      await put(`${line.prefix}/again`, content);
      line.proxy.answer({ match: new RegExp(`^${read} `), status });
      expect((await get(`${line.prefix}/again`)).equals(content)).toBe(true);
      line.proxy.answer({ match: /^/, status });
      expect(await keysBelow(`${line.prefix}/`)).toEqual([
        `${line.prefix}/again`,
      ]);
      line.proxy.answer({ match: /^/, status });
      await line.target.delete(`${line.prefix}/again`, { signal });
      expect(await keysBelow(`${line.prefix}/`)).toEqual([]);
    },
  );

  it('asks not for ever', async () => {
    line.proxy.answer({ match: /^/, status: 503, times: 1000 });
    expect(
      await messageOf(line.target.stat(`${line.prefix}/never`, { signal })),
    ).toContain('503');
    expect(line.proxy.requests.length).toBeLessThan(20);
  });

  it.each([
    [
      'an error inside',
      '<?xml version="1.0"?><Error><Code>InternalError</Code><Message>Made to fail</Message></Error>',
    ],
    ['a page of something on the way', '<html>Please log in</html>'],
    ['nothing inside', ''],
  ])('takes 200 with %s for no success', async (_, body) => {
    line.proxy.answer({
      match: new RegExp(`^${write} `),
      status: 200,
      body,
      headers: { 'Content-Type': 'application/xml' },
      times: 1000,
    });
    expect(
      await messageOf(put(`${line.prefix}/lie`, Buffer.from('content'))),
    ).not.toBe('nothing went wrong');
    line.proxy.reset();
    expect(
      await line.target.stat(`${line.prefix}/lie`, { signal }),
    ).toBeUndefined();
  });

  it.each([
    ['all of it', 200, {}, '0123456789'],
    ['the bytes before them', 206, { 'Content-Range': 'bytes 0-3/10' }, '0123'],
    ['too few of them', 206, { 'Content-Range': 'bytes 4-5/10' }, '45'],
    ['some that it does not name', 206, {}, '4567'],
  ])(
    'reads nothing from a server that answers a range with %s',
    async (_, status, headers, body) => {
      await put(`${line.prefix}/range`, Buffer.from('0123456789'));
      const match = new RegExp(`^${read} `);
      line.proxy.answer({ match, status, headers, body, times: 1000 });
      expect(
        await messageOf(
          line.objects.get(`${line.prefix}/range`, { start: 4, end: 8 }),
        ),
      ).toContain('sends other bytes than were asked for');
    },
  );

  it('does not go on with the beginning where a server knows no ranges', async () => {
    const content = randomBytes(5 * MEBIBYTE);
    await put(`${line.prefix}/again`, content);
    line.proxy.cutAfter(3 * MEBIBYTE, 'down');
    line.proxy.answer({
      match: new RegExp(`^${read} [^]*\\r\\nrange: `, 'i'),
      status: 200,
      body: 'x'.repeat(5 * MEBIBYTE),
      times: 1000,
    });
    expect(await messageOf(get(`${line.prefix}/again`))).toContain(
      'sends other bytes than were asked for',
    );
  });

  it('takes an answer that got lost for what it was', async () => {
    line.proxy.loseAnswer(new RegExp(`^${write} `));
    await put(`${line.prefix}/lost`, Buffer.from('first'));
    expect((await get(`${line.prefix}/lost`)).toString()).toBe('first');
    const ifAbsent = line.target.capabilities.has('ifAbsent');
    line.proxy.loseAnswer(new RegExp(`^${write} `));
    await put(`${line.prefix}/lost-once`, Buffer.from('once'), ifAbsent);
    expect((await get(`${line.prefix}/lost-once`)).toString()).toBe('once');
  });

  it.each([301, 302, 307, 308])(
    'does not follow a %d to another host',
    async status => {
      let asked = 0;
      const other = createServer((_, response) => {
        asked++;
        response.end();
      });
      await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = other.address() as AddressInfo;
        line.proxy.answer({
          match: /^/,
          status,
          headers: { Location: `http://127.0.0.1:${port}/` },
          times: 1000,
        });
        const failed = 'redirects elsewhere';
        expect(
          await messageOf(put(`${line.prefix}/away`, Buffer.from('x'))),
        ).toContain(failed);
        expect(await messageOf(get(`${line.prefix}/away`))).toContain(failed);
        expect(await messageOf(keysBelow(`${line.prefix}/`))).toContain(failed);
        expect(
          await messageOf(
            line.target.delete(`${line.prefix}/away`, { signal }),
          ),
        ).toContain(failed);
        expect(asked).toBe(0);
      } finally {
        other.close();
      }
    },
  );
}
