import { once } from 'node:events';
import type { RawData, WebSocket } from 'ws';

/** Longest wait for an answer. */
const PATIENCE_MS = 30_000;

/** Messages of a socket, one after the other. */
export class MessageQueue {
  private readonly waiting: Array<{ data: Buffer; isBinary: boolean }> = [];

  constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: RawData, isBinary: boolean) => {
      this.waiting.push({ data: data as Buffer, isBinary });
    });
  }

  async opened(): Promise<void> {
    await once(this.socket, 'open');
  }

  async next(): Promise<{ data: Buffer; isBinary: boolean }> {
    if (this.waiting.length === 0) {
      await once(this.socket, 'message', {
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    }
    return this.waiting.shift()!;
  }
}
