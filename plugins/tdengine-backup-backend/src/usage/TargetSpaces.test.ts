import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { TargetRegistry } from '../runs/TargetRegistry';
import { TargetSpaces } from './TargetSpaces';

function create(...targets: Array<Partial<StorageTarget>>) {
  return TargetSpaces.create({
    targets: TargetRegistry.create({
      targets: new Map(
        targets.map((target, index) => {
          const name = `t${index}`;
          return [name, { name, type: 'test', ...target } as StorageTarget];
        }),
      ),
      defaultTarget: 't0',
    }),
  });
}

describe('TargetSpaces', () => {
  afterEach(() => jest.restoreAllMocks());

  it('asks every target for as much as it can tell', async () => {
    const spaces = create(
      { freeSpace: async () => 5n, totalSpace: async () => 10n },
      { freeSpace: async () => 7n },
      {},
    );
    expect(await spaces.read()).toEqual([
      { target: 't0', type: 'test', freeBytes: 5, totalBytes: 10 },
      { target: 't1', type: 'test', freeBytes: 7 },
      { target: 't2', type: 'test' },
    ]);
  });

  it('says of one that fails or hangs why, and of the others what there is', async () => {
    const timeout = new AbortController();
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
    setTimeout(() => timeout.abort(new Error('it took too long')), 20);
    const spaces = create(
      {
        freeSpace: async () => {
          throw new Error('no such bucket');
        },
      },
      { freeSpace: () => new Promise(() => {}) },
      { freeSpace: async () => 7n },
    );
    expect(await spaces.read()).toMatchObject([
      { error: expect.stringContaining('no such bucket') },
      { error: expect.stringContaining('it took too long') },
      { freeBytes: 7 },
    ]);
  });

  it('does not ask for every page that is opened', async () => {
    const freeSpace = jest.fn(async () => 5n);
    const spaces = create({ freeSpace });
    await Promise.all([spaces.read(), spaces.read()]);
    await spaces.read();
    expect(freeSpace).toHaveBeenCalledTimes(1);
  });
});
