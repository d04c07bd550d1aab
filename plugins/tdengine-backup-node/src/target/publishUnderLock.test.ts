import { PublicationLock, publishUnderLock } from './publishUnderLock';

describe('publishUnderLock', () => {
  let madeAt: Date | undefined;
  let published: string[];
  let lock: PublicationLock;

  beforeEach(() => {
    madeAt = undefined;
    published = [];
    lock = {
      make: async () => {
        const isFree = madeAt === undefined;
        madeAt ??= new Date();
        return isFree;
      },
      madeAt: async () => madeAt,
      remove: async () => {
        madeAt = undefined;
      },
      staleAfterMilliseconds: 60_000,
    };
  });

  const publish = (name = 'mine', own: Partial<PublicationLock> = {}) =>
    publishUnderLock({
      key: 'a/b',
      lock: { ...lock, ...own },
      isTaken: async () => published.length > 0,
      publish: async () => {
        published.push(name);
      },
    });

  it('lets one of several win', async () => {
    const outcomes = await Promise.allSettled(
      ['1', '2', '3'].map(n => publish(n)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(published).toHaveLength(1);
    expect(madeAt).toBeUndefined();
  });

  it('publishes nothing where the name is taken, and leaves no lock', async () => {
    published.push('another');
    await expect(publish()).rejects.toThrow("There is an object 'a/b' already");
    expect(published).toEqual(['another']);
    expect(madeAt).toBeUndefined();
  });

  it('waits for nobody, and leaves the lock of others', async () => {
    madeAt = new Date(Date.now() - 50_000);
    await expect(publish()).rejects.toThrow(
      "'a/b' is being written by somebody else at this moment",
    );
    expect(published).toEqual([]);
    expect(madeAt).toBeDefined();
  });

  it('takes over from a process that died', async () => {
    madeAt = new Date(Date.now() - 70_000);
    await publish();
    expect(published).toEqual(['mine']);
  });

  it('asks again where a lock is gone as soon as it is looked at', async () => {
    let asked = 0;
    await publish('mine', { make: async () => ++asked === 3 });
    expect(published).toEqual(['mine']);
  });

  it('gives up where that goes on', async () => {
    await expect(
      publish('mine', { make: async () => false }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(published).toEqual([]);
  });

  it('has published also where its lock cannot be removed', async () => {
    const remove = async () => {
      throw new Error('The line is broken');
    };
    await publish('mine', { remove });
    expect(published).toEqual(['mine']);
  });
});
