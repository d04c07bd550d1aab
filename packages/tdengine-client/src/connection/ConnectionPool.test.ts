import { FakeAdapter } from '../__testUtils__/FakeAdapter';
import { ConnectionPool } from './ConnectionPool';
import { Endpoint } from './Endpoint';
import { WebSocketConnection } from './WebSocketConnection';

describe('ConnectionPool', () => {
  let adapter: FakeAdapter;
  let pool: ConnectionPool;

  beforeEach(async () => {
    adapter = await FakeAdapter.start();
    const settings = {
      endpoint: Endpoint.parse(adapter.url),
      connectTimeoutMs: 1_000,
      idleTimeoutMs: 1_000,
    };
    pool = ConnectionPool.create(
      (database, signal) =>
        WebSocketConnection.open(settings, database, signal),
      2,
    );
  });

  afterEach(async () => {
    await pool.close();
    await adapter.close();
  });

  const logins = () =>
    adapter.actions.filter(action => action === 'conn').length;

  it('uses a connection again for the same database only', async () => {
    const first = await pool.acquire('a', undefined);
    first.release();
    first.release();
    const second = await pool.acquire('a', undefined);
    expect(second.connection).toBe(first.connection);
    second.release();
    const other = await pool.acquire('b', undefined);
    expect(other.connection.database).toBe('b');
    expect(logins()).toBe(2);
  });

  it('makes room by closing an idle connection of another database', async () => {
    const a = await pool.acquire('a', undefined);
    const b = await pool.acquire('b', undefined);
    a.release();
    b.release();
    await pool.acquire('c', undefined);
    expect([a.connection.isOpen, b.connection.isOpen]).toEqual([false, true]);
  });

  it('lets who finds none wait for the next that comes back', async () => {
    const a = await pool.acquire(undefined, undefined);
    await pool.acquire(undefined, undefined);
    const waiting = pool.acquire(undefined, undefined);
    const later = pool.acquire(undefined, undefined);
    a.release();
    const next = await waiting;
    expect(next.connection).toBe(a.connection);
    next.discard();
    expect((await later).connection).not.toBe(a.connection);
    expect(logins()).toBe(3);
  });

  it('ends the waiting when aborted, without losing a place', async () => {
    const a = await pool.acquire(undefined, undefined);
    await pool.acquire(undefined, undefined);
    const controller = new AbortController();
    const waiting = pool.acquire(undefined, controller.signal);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(pool.acquire(undefined, controller.signal)).rejects.toBe(
      reason,
    );
    a.release();
    await expect(pool.acquire(undefined, undefined)).resolves.toMatchObject({
      connection: a.connection,
    });
  });

  it('does not lend a connection that was dropped meanwhile', async () => {
    const a = await pool.acquire(undefined, undefined);
    a.release();
    const ended = new Promise<void>(resolve => a.connection.onEnd(resolve));
    adapter.sockets.forEach(socket => socket.terminate());
    await ended;
    const b = await pool.acquire(undefined, undefined);
    expect(b.connection).not.toBe(a.connection);
    expect(b.connection.isOpen).toBe(true);
  });

  it('opens no more after it was closed', async () => {
    const a = await pool.acquire(undefined, undefined);
    const request = a.connection.request('slow', {}, {});
    await Promise.allSettled([pool.close(), request]);
    expect(a.connection.isOpen).toBe(false);
    a.release();
    await expect(pool.acquire(undefined, undefined)).rejects.toThrow(
      'The client was closed',
    );
  });

  it('gives the place back when connecting fails', async () => {
    await adapter.close();
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(pool.acquire(undefined, undefined)).rejects.toThrow(
        /ECONNREFUSED/,
      );
    }
  });
});
