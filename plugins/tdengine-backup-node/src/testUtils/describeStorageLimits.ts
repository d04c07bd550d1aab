import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';

const MEBIBYTE = 1024 * 1024;

/**
 * Registers tests of a `StorageTarget` whose server says no: there is no more room, or a right is missing. Those of what
 * is not given are left out.
 *
 * @param name - of the suite
 *
 * @public
 */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeStorageLimits(
  name: string,
  options: {
    /** A target with room for about 4 MiB. */
    full?: () => Promise<StorageTarget> | StorageTarget;
    /** A target that may write, read and list, but not delete. */
    withoutDelete?: () => Promise<StorageTarget> | StorageTarget;
    /** A target that may read and list, but not write. */
    withoutWrite?: () => Promise<StorageTarget> | StorageTarget;
  },
): void {
  describe(`storage target ${name} at its limits`, () => {
    jest.setTimeout(120_000);
    const { signal } = new AbortController();
    const { full, withoutDelete, withoutWrite } = options;

    if (full) {
      it('says that there is no room left, and keeps nothing of what did not fit', async () => {
        const target = await full();
        const key = `full/${randomBytes(8).toString('hex')}`;
        const upload = await target.upload(key, { signal });
        const filled = (async () => {
          for (let written = 0; written < 24; written++) {
            await upload.write(randomBytes(MEBIBYTE));
          }
          await upload.complete();
        })();
        await expect(filled).rejects.toMatchObject({
          name: 'StorageFullError',
          message: expect.stringContaining(`target '${target.name}'`),
        });
        await upload.abort();
        await target.removeUnfinished?.('full/', {
          signal,
          before: new Date(Date.now() + 60_000),
        });
        expect(await target.stat(key, { signal })).toBeUndefined();
        // The room is there again, as soon as the server is through with what was on its way.
        for (let attempt = 1; ; attempt++) {
          const small = await target.upload(`${key}-small`, { signal });
          try {
            await small.write(randomBytes(MEBIBYTE));
            await small.complete();
            break;
          } catch (error) {
            await small.abort();
            if (attempt === 20) {
              throw error;
            }
            await sleep(200);
          }
        }
        await target.delete(`${key}-small`, { signal });
      });
    }

    if (withoutDelete) {
      it('says that the right to delete is missing', async () => {
        const target = await withoutDelete();
        await expect(target.probe({ signal })).rejects.toThrow(
          /cannot be deleted from.*right|cannot be deleted from.*may not/s,
        );
      });
    }

    if (withoutWrite) {
      it('says that the right to write is missing', async () => {
        const target = await withoutWrite();
        await expect(target.probe({ signal })).rejects.toThrow(
          /cannot be written to.*right|cannot be written to.*may not/s,
        );
      });
    }
  });
}
