import { forEachInTurns } from './forEachInTurns';

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe('forEachInTurns', () => {
  it('does each item once, in order', async () => {
    const done: number[] = [];
    await forEachInTurns(numbers(10_000), item => done.push(item));
    expect(done).toEqual(numbers(10_000));
  });

  it('lets others have their turn in between', async () => {
    let done = 0;
    const seen: number[] = [];
    const others = setInterval(() => seen.push(done), 0);
    await forEachInTurns(numbers(1_000_000), () => done++);
    clearInterval(others);
    expect(seen.some(count => count > 0 && count < 1_000_000)).toBe(true);
  });

  it('throws what the action throws', async () => {
    await expect(
      forEachInTurns(numbers(3), item => {
        throw new Error(`no ${item}`);
      }),
    ).rejects.toThrow('no 0');
  });
});
