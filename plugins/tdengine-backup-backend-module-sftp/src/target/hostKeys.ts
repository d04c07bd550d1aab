import { createHash, timingSafeEqual } from 'node:crypto';
import { InputError } from '@backstage/errors';

/**
 * The fingerprint of a host key as `ssh-keygen -l` writes it: `SHA256:…`.
 *
 * @internal
 */
export function fingerprintOf(key: Buffer): string {
  const digest = createHash('sha256').update(key).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/**
 * Makes the fingerprints of what a configuration pins: these themselves, or public keys. Throws an InputError for anything
 * else.
 *
 * @internal
 */
export function readHostKeys(
  target: string,
  hostKeys: readonly string[],
): string[] {
  return hostKeys.map(text => {
    const fingerprint = /^SHA256:[A-Za-z0-9+/]{43}=?$/.exec(text.trim());
    if (fingerprint) {
      return fingerprint[0].replace(/=$/, '');
    }
    // As in known_hosts without the name of the host, or as in a .pub file.
    const key = /^[a-z0-9@.-]+ ([A-Za-z0-9+/]{40,}={0,2})(?: .*)?$/.exec(
      text.trim(),
    );
    if (key) {
      return fingerprintOf(Buffer.from(key[1], 'base64'));
    }
    throw new InputError(
      `Target '${target}': 'hostKey' has to be a fingerprint 'SHA256:…' or a public key 'ssh-ed25519 AAAA…'; ssh-keyscan and ssh-keygen -l show both`,
    );
  });
}

/**
 * Whether a server is one of those that are pinned.
 *
 * @internal
 */
export function isPinned(
  fingerprint: string,
  pinned: readonly string[],
): boolean {
  const left = Buffer.from(fingerprint);
  return pinned.some(each => {
    const right = Buffer.from(each);
    return left.byteLength === right.byteLength && timingSafeEqual(left, right);
  });
}
