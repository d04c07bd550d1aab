import {
  TDengineConnectionError,
  TDengineError,
  TDengineTimeoutError,
} from '../errors';
import { isTransient } from './isTransient';
import { retryTransient } from './retryTransient';

const restoring = () =>
  new TDengineError('Sync leader is restoring', { code: 0x0914 });

describe('isTransient', () => {
  it.each([
    [restoring(), true],
    [new TDengineError('x', { code: 0x000b }), true],
    [
      new TDengineError('restore not finish since 3 items to be applied', {
        code: 0xffff,
      }),
      true,
    ],
    [new TDengineConnectionError('dropped'), true],
    [
      new TDengineConnectionError('bad certificate', { transient: false }),
      false,
    ],
    [new TDengineError('syntax error', { code: 0x2600 }), false],
    [new TDengineTimeoutError('late'), false],
    [new Error('restore not finish'), false],
    [undefined, false],
  ])('tells %s apart', (error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });
});

describe('retryTransient', () => {
  it('runs again until it succeeds', async () => {
    const run = jest
      .fn()
      .mockRejectedValueOnce(restoring())
      .mockRejectedValueOnce(restoring())
      .mockResolvedValue('done');
    await expect(retryTransient(run, { baseDelayMs: 1 })).resolves.toBe('done');
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('gives up after the last attempt, and at once on other errors', async () => {
    const always = jest.fn().mockRejectedValue(restoring());
    await expect(
      retryTransient(always, { attempts: 3, baseDelayMs: 1 }),
    ).rejects.toThrow('restoring');
    expect(always).toHaveBeenCalledTimes(3);
    const wrong = jest.fn().mockRejectedValue(new Error('wrong'));
    await expect(retryTransient(wrong)).rejects.toThrow('wrong');
    expect(wrong).toHaveBeenCalledTimes(1);
  });

  it('stops waiting when aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const run = jest.fn().mockImplementation(async () => {
      setTimeout(() => controller.abort(reason), 5);
      throw restoring();
    });
    await expect(
      retryTransient(run, { baseDelayMs: 60_000, signal: controller.signal }),
    ).rejects.toBe(reason);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
