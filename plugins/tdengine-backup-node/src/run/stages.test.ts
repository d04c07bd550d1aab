import { inStage, inStageSync, StageClock } from './stages';

describe('stages', () => {
  it('sums up what takes place while a clock runs', async () => {
    await inStage('scan', async () => 'before');
    const clock = StageClock.start();
    await expect(inStage('scan', async () => 1)).resolves.toBe(1);
    expect(inStageSync('encode', () => 2)).toBe(2);
    inStageSync('encode', () => {
      const end = performance.now() + 10;
      while (performance.now() < end);
    });
    const seconds = clock.stop();
    inStageSync('after', () => 3);

    expect(Object.keys(seconds)).toEqual(['scan', 'encode']);
    expect(seconds.encode).toBeGreaterThanOrEqual(0.01);
    expect(clock.stop()).toEqual(seconds);
  });

  it('counts what fails, and lets the error through', async () => {
    const clock = StageClock.start();
    await expect(
      inStage('write', async () => {
        throw new Error('No space');
      }),
    ).rejects.toThrow('No space');
    expect(Object.keys(clock.stop())).toEqual(['write']);
  });
});
