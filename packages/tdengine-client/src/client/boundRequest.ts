import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import {
  TDengineConnectionError,
  TDengineProtocolError,
  type TDengineError,
} from '../errors';
import { onAbort } from '../connection';

/** Where Node tells of requests as they are made (since 22.12). */
const CREATED = 'http.client.request.created';

/** A version with its column takes some two hundred bytes; pages of proxies are longer than that. */
const MOST_BYTES = 64 * 1024;

/**
 * Puts limits on the HTTP request of a library that offers none: it follows no redirect, reads no more than 64 KB, and
 * ends with the signal, so that nothing is read for a caller who is gone.
 *
 * @remarks
 * `@tdengine/rest` hands no agent, signal or limit on to `node-fetch`, but makes its request before its first pause, and
 * Node tells whoever asks of requests that are made. On a Node that does not, the answer is merely waited for no longer.
 *
 * @param call - makes one request before it first waits for something
 * @param options - `address` names the server in errors
 * @throws TDengineError where a limit is reached, the signal's reason, and what the call throws
 * @internal
 */
export function boundRequest<T>(
  call: () => Promise<T>,
  options: { address: string; signal: AbortSignal },
): Promise<T> {
  const { address, signal } = options;
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    const end = (reason: unknown) => {
      reject(reason);
      request?.destroy();
    };
    const stopListening = onAbort(signal, end);
    const watch = (message: unknown) => {
      if (request === undefined) {
        request = (message as { request: ClientRequest }).request;
        boundResponse(request, address, end);
      }
    };
    subscribe(CREATED, watch);
    let answer: Promise<T>;
    try {
      answer = call();
    } finally {
      unsubscribe(CREATED, watch);
    }
    answer.then(resolve, reject).finally(stopListening);
  });
}

function boundResponse(
  request: ClientRequest,
  address: string,
  end: (reason: TDengineError) => void,
): void {
  // A packed answer could be a thousand times as long as what comes.
  request.setHeader('Accept-Encoding', 'identity');
  request.prependOnceListener('response', (response: IncomingMessage) => {
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400) {
      // What is not there is not followed.
      delete headers.location;
      end(
        new TDengineConnectionError(
          `${address} answered the connection test with a redirect (HTTP status ${statusCode}), which is not followed: it would carry the password elsewhere; use the address it leads to`,
          { transient: false },
        ),
      );
      return;
    }
    delete headers['content-encoding'];
    let bytes = 0;
    response.on('data', (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) {
        end(
          new TDengineProtocolError(
            `${address} answered the connection test with more than ${MOST_BYTES} bytes, so it is no taosAdapter`,
          ),
        );
      }
    });
  });
}
