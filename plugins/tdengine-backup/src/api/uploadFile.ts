import { ResponseError } from '@backstage/errors';

/** How a file is sent. */
export interface UploadFileOptions {
  url: string;
  token: string | undefined;
  file: Blob;
  /** Called with the share that was sent, 0 to 1. */
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
}

/**
 * Sends a file as it lies on disk, and resolves to what is answered. By XMLHttpRequest, since `fetch` says nothing of how far
 * it is. Fails with a ResponseError where it is refused, with an AbortError where it is cancelled, and with a NetworkError where
 * the connection breaks off.
 */
export function uploadFile<T>(options: UploadFileOptions): Promise<T> {
  const { url, token, file, onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(new DOMException('The upload was cancelled', 'AbortError'));
    };
    request.open('POST', url);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (token) {
      request.setRequestHeader('Authorization', `Bearer ${token}`);
    }
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress?.(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onProgress?.(1);
    request.onload = () => {
      const { status, statusText, responseText } = request;
      if (status >= 200 && status < 300) {
        resolve(JSON.parse(responseText));
        return;
      }
      ResponseError.fromResponse(
        new Response(responseText, {
          status: status || 502,
          statusText,
          // What a proxy in between says is text.
          headers: responseText.startsWith('{')
            ? { 'Content-Type': 'application/json' }
            : undefined,
        }),
      ).then(reject, reject);
    };
    request.onerror = () =>
      reject(
        new DOMException(
          'The connection to the portal broke off',
          'NetworkError',
        ),
      );
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) {
      abort();
      return;
    }
    request.send(file);
  });
}
