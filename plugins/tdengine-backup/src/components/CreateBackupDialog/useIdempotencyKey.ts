import { useMemo } from 'react';

/**
 * The same key as long as the same thing is asked for, so that asking again after a lost answer creates nothing twice.
 */
export function useIdempotencyKey(request: unknown): string {
  const text = JSON.stringify(request, (_, value) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  // A changed text is another request, which is why it renews the key.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(randomKey, [text]);
}

function randomKey(): string {
  // randomUUID is missing where the portal is not served over HTTPS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
