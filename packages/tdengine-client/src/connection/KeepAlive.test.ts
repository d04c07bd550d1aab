import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { KeepAlive } from './KeepAlive';

class SilentSocket extends EventEmitter {
  readonly ping = jest.fn();
}

describe('KeepAlive', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  function start() {
    const socket = new SilentSocket();
    const onDead = jest.fn();
    const keepAlive = KeepAlive.start(
      socket as EventEmitter as WebSocket,
      onDead,
      1_000,
    );
    return { socket, onDead, keepAlive };
  }

  it('pings a silent connection, and gives up when that gets no answer', () => {
    const { socket, onDead } = start();
    jest.advanceTimersByTime(2_000);
    expect(socket.ping).toHaveBeenCalledTimes(1);
    expect(onDead).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_000);
    expect(onDead).toHaveBeenCalledWith(2_000);
    jest.advanceTimersByTime(10_000);
    expect(onDead).toHaveBeenCalledTimes(1);
  });

  it.each(['pong', 'ping', 'message'])(
    'takes a %s as a sign of life',
    event => {
      const { socket, onDead, keepAlive } = start();
      for (let second = 0; second < 20; second++) {
        jest.advanceTimersByTime(1_000);
        socket.emit(event);
      }
      expect(onDead).not.toHaveBeenCalled();
      keepAlive.stop();
      jest.advanceTimersByTime(60_000);
      expect(onDead).not.toHaveBeenCalled();
    },
  );
});
