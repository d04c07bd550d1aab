import { stepIdempotencyKey } from './stepIdempotencyKey';

describe('stepIdempotencyKey', () => {
  const aRun = () => ({
    task: { id: 'task-1' },
    step: { id: 'backup' },
    signal: new AbortController().signal,
    logger: {},
  });

  it('is the same when the task is taken up again', () => {
    const first = stepIdempotencyKey(aRun());

    expect(stepIdempotencyKey(aRun())).toBe(first);
    expect(first).toBe('task-1:backup:0');
  });

  it('differs between elements of each, in the same order every time', () => {
    const keys = () => {
      const run = aRun();
      return [1, 2, 3].map(() => stepIdempotencyKey(run));
    };

    expect(new Set(keys()).size).toBe(3);
    expect(keys()).toEqual(keys());
  });

  it('differs between steps and tasks', () => {
    const run = aRun();
    const other = { ...run, step: { id: 'second' } };

    expect(stepIdempotencyKey(run)).toBe('task-1:backup:0');
    expect(stepIdempotencyKey(other)).toBe('task-1:second:0');
    expect(stepIdempotencyKey({ ...aRun(), task: { id: 'task-2' } })).toBe(
      'task-2:backup:0',
    );
  });

  it('takes the element where the scaffolder tells it', () => {
    expect(
      stepIdempotencyKey({ ...aRun(), each: { key: '7', value: 'power' } }),
    ).toBe('task-1:backup:7');
  });

  it('is short enough whatever a step is called', () => {
    const run = { ...aRun(), step: { id: 'x'.repeat(500) } };
    expect(stepIdempotencyKey(run).length).toBeLessThanOrEqual(190);
  });
});
