import { IncomingHttpHeaders, request } from 'node:http';
import { AddressInfo } from 'node:net';

export interface RawResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Whether all of the answer came; false where the connection broke off. */
  isComplete: boolean;
}

/**
 * A request with nothing between it and the wire, for what a client library would smooth over.
 */
export function rawRequest(
  server: { address(): string | AddressInfo | null },
  options: {
    path: string;
    method?: string;
    headers?: Record<string, string>;
    onData?: (text: string, hangUp: () => void) => void;
  },
): Promise<RawResponse> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: 'localhost',
        port,
        path: options.path,
        method: options.method ?? 'GET',
        headers: options.headers,
        agent: false,
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          options.onData?.(chunk.toString('utf8'), () => call.destroy());
        });
        response.on('error', () => {});
        response.on('close', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(chunks),
            isComplete: response.complete,
          }),
        );
      },
    );
    call.on('error', reject);
    call.end();
  });
}
