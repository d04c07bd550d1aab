import { ListingBounds } from 'backstage-plugin-tdengine-backup-node';
import { walkWebdavFolder } from './walkWebdavFolder';
import { WebdavClient } from './WebdavClient';

const { signal } = new AbortController();

/** Walks over a server in each of whose folders there are so many others, without end. Gives the number of requests. */
async function walkEndless(
  width: number,
  bounds?: ListingBounds,
): Promise<{ requests: number; message: string }> {
  let requests = 0;
  const client = {
    keyOf: (href: string) => href,
    text: async ({ path }: { path: string }) => {
      requests++;
      const entries = Array.from(
        { length: width },
        (_, index) =>
          `<response><href>${path}${index}</href><propstat><prop><resourcetype><collection/></resourcetype></prop></propstat></response>`,
      );
      return {
        status: 207,
        text: `<multistatus>${entries.join('')}</multistatus>`,
      };
    },
  } as unknown as WebdavClient;
  const files = walkWebdavFolder(
    '',
    signal,
    (_action, work) => work(client),
    bounds,
  );
  const message = await files.next().then(
    () => 'it ended',
    error => error.message,
  );
  return { requests, message };
}

describe('walkWebdavFolder', () => {
  it('ends where folders hold folders without end', async () => {
    const bounds = ListingBounds.create({ mostEntries: 1000 });
    expect(await walkEndless(10, bounds)).toEqual({
      requests: 101,
      message: "the server's listing has more than 1000 entries",
    });
  });

  it('keeps no more of them in mind than there is memory for', async () => {
    const { requests, message } = await walkEndless(20_000);
    expect(message).toContain('more than 100000 folders');
    expect(requests).toBeLessThan(10);
  });

  it('ends where each holds one more', async () => {
    const { requests, message } = await walkEndless(1);
    // No key is longer.
    expect(requests).toBeLessThan(1024);
    expect(message).toBe('it ended');
  });
});
