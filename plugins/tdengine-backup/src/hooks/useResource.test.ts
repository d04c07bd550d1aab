import { act, renderHook, waitFor } from '@testing-library/react';
import { useResource } from './useResource';

function setVisibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('useResource', () => {
  afterEach(() => {
    jest.useRealTimers();
    setVisibility('visible');
  });

  it('loads, and loads again when asked', async () => {
    const load = jest.fn().mockResolvedValueOnce(1).mockResolvedValueOnce(2);
    const { result } = renderHook(() => useResource('a', load));

    expect(result.current.isLoading).toBe(true);
    await waitFor(() => expect(result.current.value).toBe(1));

    act(() => result.current.reload());
    await waitFor(() => expect(result.current.value).toBe(2));
  });

  it('keeps the value when loading it again fails', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce(1)
      .mockRejectedValueOnce(new Error('gone'));
    const { result } = renderHook(() => useResource('a', load));
    await waitFor(() => expect(result.current.value).toBe(1));

    act(() => result.current.reload());

    await waitFor(() => expect(result.current.error?.message).toBe('gone'));
    expect(result.current.value).toBe(1);
  });

  it('never shows the answer to an older question', async () => {
    const answers: Record<string, (value: string) => void> = {};
    const { result, rerender } = renderHook(
      ({ name }) =>
        useResource(
          name,
          () => new Promise<string>(resolve => (answers[name] = resolve)),
        ),
      { initialProps: { name: 'old' } },
    );
    rerender({ name: 'new' });

    await act(async () => answers.new('new'));
    await act(async () => answers.old('old'));

    expect(result.current.value).toBe('new');
  });

  it('asks again while something runs, but not while nobody looks', async () => {
    jest.useFakeTimers();
    const load = jest.fn().mockResolvedValue('running');
    renderHook(() => useResource('a', load, { refreshAfter: () => 5_000 }));
    const wait = (milliseconds: number) =>
      act(async () => jest.advanceTimersByTimeAsync(milliseconds));
    await wait(0);
    await wait(5_000);
    await wait(5_000);
    expect(load).toHaveBeenCalledTimes(3);

    act(() => setVisibility('hidden'));
    await wait(60_000);
    expect(load).toHaveBeenCalledTimes(3);

    act(() => setVisibility('visible'));
    await wait(1);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('stops what is under way when it is no longer wanted', async () => {
    let signal: AbortSignal | undefined;
    const { unmount } = renderHook(() =>
      useResource('a', given => {
        signal = given;
        return new Promise<never>(() => {});
      }),
    );

    unmount();

    expect(signal?.aborted).toBe(true);
  });
});
