import { FAKE_FIELDS, fakeBlocks } from '../__testUtils__/FakeAdapter';
import { ColumnBlock } from '../block';
import { collectRows, type CollectLimits } from './collectRows';
import type { ScanResult } from './Scan';

const [BYTES] = fakeBlocks(1);
const NO_LIMITS: CollectLimits = {
  rows: Infinity,
  cells: Infinity,
  bytes: Infinity,
  milliseconds: Infinity,
};

/** A server that always has one more row. */
function endlessScan() {
  const read = { blocks: 0, left: false };
  async function* blocks() {
    try {
      for (;;) {
        read.blocks++;
        yield ColumnBlock.parse(BYTES);
      }
    } finally {
      read.left = true;
    }
  }
  const scan: ScanResult = {
    fields: FAKE_FIELDS,
    precision: 'ms',
    blocks: blocks(),
    close: async () => {},
  };
  return { scan, read };
}

describe('collectRows', () => {
  it.each<[Partial<CollectLimits>, string]>([
    [{ rows: 100 }, 'more than the 100 rows'],
    [{ cells: 200 }, 'more than the 200 values'],
    [{ bytes: 100 * BYTES.byteLength }, 'bytes that are kept at once'],
  ])('stops reading at %j', async (limit, message) => {
    const { scan, read } = endlessScan();
    await expect(
      collectRows(scan, { ...NO_LIMITS, ...limit }),
    ).rejects.toMatchObject({
      name: 'TDengineError',
      message: expect.stringContaining(message),
    });
    expect(read).toEqual({ blocks: 101, left: true });
  });

  it('stops reading when the time is over, though every row came in time', async () => {
    const { scan, read } = endlessScan();
    await expect(
      collectRows(scan, { ...NO_LIMITS, milliseconds: 20 }),
    ).rejects.toMatchObject({
      name: 'TDengineTimeoutError',
      message: 'The rows of the query were still coming after 20 ms',
    });
    expect(read.left).toBe(true);
  });
});
