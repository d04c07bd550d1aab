import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../api';
import { FakeTdengineBackupApi, sampleProgress } from '../__testUtils__';
import { useJobEvents } from './useJobEvents';

const line = (id: number): JobEvent => ({
  id,
  at: '2026-11-21T08:00:00.000Z',
  type: 'log',
  level: 'info',
  message: `line ${id}`,
});

function setVisibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

function listen(api: FakeTdengineBackupApi, jobId: string | undefined) {
  return renderHook(({ id }) => useJobEvents(id), {
    initialProps: { id: jobId },
    wrapper: ({ children }) => (
      <TestApiProvider apis={[[tdengineBackupApiRef, api]]}>
        {children}
      </TestApiProvider>
    ),
  });
}

describe('useJobEvents', () => {
  afterEach(() => setVisibility('visible'));

  it('gathers lines, progress and state, and knows when it is over', async () => {
    const api = FakeTdengineBackupApi.create({ events: { job: [line(1)] } });
    const { result } = listen(api, 'job');
    await waitFor(() => expect(result.current.lines).toHaveLength(1));
    expect(result.current.connection).toBe('stream');

    act(() => {
      api.emit('job', {
        ...line(2),
        type: 'progress',
        progress: sampleProgress,
      });
      api.emit('job', line(3));
      api.emit('job', { ...line(4), type: 'state', state: 'failed' });
    });

    await waitFor(() => expect(result.current.ended).toBe(true));
    expect(result.current.lines.map(({ id }) => id)).toEqual([1, 3]);
    expect(result.current.progress).toEqual(sampleProgress);
    expect(result.current.state).toBe('failed');
  });

  it('hangs up while nobody looks, and goes on where it was', async () => {
    const api = FakeTdengineBackupApi.create({ events: { job: [line(1)] } });
    const { result } = listen(api, 'job');
    await waitFor(() => expect(result.current.lines).toHaveLength(1));

    act(() => setVisibility('hidden'));
    act(() => api.emit('job', line(2)));
    act(() => setVisibility('visible'));

    await waitFor(() => expect(result.current.lines).toHaveLength(2));
    expect(api.callsOf('followJob')).toEqual([
      ['job', 0],
      ['job', 1],
    ]);
  });

  it('begins anew with another job', async () => {
    const api = FakeTdengineBackupApi.create({
      events: { one: [line(7)], two: [line(1)] },
    });
    const { result, rerender } = listen(api, 'one');
    await waitFor(() => expect(result.current.lines[0]?.id).toBe(7));

    rerender({ id: 'two' });

    await waitFor(() => expect(result.current.lines[0]?.id).toBe(1));
    expect(result.current.lines).toHaveLength(1);
  });

  it('tells why nothing comes', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set('followJob', new Error('Not for you'));
    const { result } = listen(api, 'job');

    await waitFor(() =>
      expect(result.current.error?.message).toBe('Not for you'),
    );
  });
});
