import { TDengineTimeoutError } from '../errors';
import type { Response } from '../protocol';
import { onAbort } from './onAbort';

interface PendingRequest {
  resolve(response: Response): void;
  reject(error: unknown): void;
  end(): void;
}

/**
 * Requests on one connection that wait for their answer. Each ends: by its answer, its time limit, its signal or the
 * end of the connection.
 *
 * @internal
 */
export class PendingRequests {
  readonly #requests = new Map<number, PendingRequest>();
  #nextId = 1;

  /**
   * Waits for the answer to a request.
   *
   * @param send - sends the request under the given id
   * @param giveUp - called when the time is over or the signal fires: the server may still be at work on the request
   */
  add(
    send: (requestId: number) => void,
    options: {
      /** What is waited for, in messages. */
      what: string;
      timeoutMs: number;
      signal?: AbortSignal;
      giveUp(): void;
    },
  ): Promise<Response> {
    const { what, timeoutMs, signal, giveUp } = options;
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    const requestId = this.#nextId++;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        this.#take(requestId)?.reject(error);
        giveUp();
      };
      const timer = setTimeout(
        () =>
          fail(
            new TDengineTimeoutError(`No answer to ${what} in ${timeoutMs} ms`),
          ),
        timeoutMs,
      );
      const stopListening = onAbort(signal, fail);
      this.#requests.set(requestId, {
        resolve,
        reject,
        end: () => {
          clearTimeout(timer);
          stopListening();
        },
      });
      try {
        send(requestId);
      } catch (error) {
        this.#take(requestId)?.reject(error);
      }
    });
  }

  /** Hands an answer to the one who waits for it; answers to requests given up are dropped. */
  settle(response: Response): void {
    this.#take(response.requestId)?.resolve(response);
  }

  rejectAll(error: unknown): void {
    for (const requestId of [...this.#requests.keys()]) {
      this.#take(requestId)?.reject(error);
    }
  }

  #take(requestId: number): PendingRequest | undefined {
    const request = this.#requests.get(requestId);
    this.#requests.delete(requestId);
    request?.end();
    return request;
  }
}
