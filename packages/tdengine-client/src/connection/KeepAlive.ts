import type { WebSocket } from 'ws';

const PING_INTERVAL_MS = 30_000;

/**
 * Notices a connection that is dead without having been closed: pings when nothing came for a while, and gives up when
 * even that gets no answer.
 *
 * @internal
 */
export class KeepAlive {
  readonly #timer: NodeJS.Timeout;
  #heard = true;
  #pinged = false;

  private constructor(
    socket: WebSocket,
    intervalMs: number,
    onDead: (silentMs: number) => void,
  ) {
    const hear = () => {
      this.#heard = true;
    };
    socket.on('message', hear);
    socket.on('ping', hear);
    socket.on('pong', hear);
    this.#timer = setInterval(() => {
      if (this.#heard) {
        this.#heard = false;
        this.#pinged = false;
      } else if (this.#pinged) {
        this.stop();
        onDead(intervalMs * 2);
      } else {
        this.#pinged = true;
        socket.ping();
      }
    }, intervalMs);
    this.#timer.unref();
  }

  static start(
    socket: WebSocket,
    onDead: (silentMs: number) => void,
    intervalMs: number = PING_INTERVAL_MS,
  ): KeepAlive {
    return new KeepAlive(socket, intervalMs, onDead);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
