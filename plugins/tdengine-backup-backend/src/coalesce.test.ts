import { coalesce } from './coalesce';

/** Work that ends when it is told to. */
function manualWork() {
  const ends: Array<() => void> = [];
  const work = () =>
    new Promise<void>(resolve => {
      ends.push(resolve);
    });
  return { ends, ask: coalesce(work) };
}

async function settle(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}

describe('coalesce', () => {
  it('does it at once where nothing runs', () => {
    const { ends, ask } = manualWork();
    ask();
    expect(ends).toHaveLength(1);
  });

  it('does it once more for all who ask meanwhile, after what runs', async () => {
    const { ends, ask } = manualWork();
    ask();
    const late = jest.fn();
    Promise.all([ask(), ask(), ask()]).then(late);
    await settle();
    expect(ends).toHaveLength(1);
    ends[0]();
    await settle();
    expect(ends).toHaveLength(2);
    expect(late).not.toHaveBeenCalled();
    ends[1]();
    await settle();
    expect(late).toHaveBeenCalled();
    expect(ends).toHaveLength(2);
  });

  it('does it again for whoever asks after all of that', async () => {
    const { ends, ask } = manualWork();
    ask();
    ask();
    ends[0]();
    await settle();
    ends[1]();
    await settle();
    ask();
    expect(ends).toHaveLength(3);
  });
});
