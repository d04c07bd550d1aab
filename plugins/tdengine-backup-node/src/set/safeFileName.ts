import { createHash } from 'node:crypto';

const MAXIMUM_READABLE_LENGTH = 40;
const HASH_LENGTH = 16;

const PLAIN = /^[a-z0-9_][a-z0-9_-]{0,39}$/;
const LOOKS_HASHED = /-[0-9a-f]{16}$/;

// Devices on Windows, whatever their extension, and the names a backup set uses itself.
const RESERVED =
  /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|metadata|schemas|backups|temp|logs)$/;

/**
 * Makes any name a file name that is safe on every file system and object store, stable over runs, and different for
 * different names, also where a file system ignores case.
 *
 * @remarks
 *
 * A name of 1–40 characters out of `a-z 0-9 _ -` is kept as it is. Any other keeps a readable part of at most 40 of
 * those characters and gets `-` and the first 16 hexadecimal digits of the SHA-256 of its UTF-8 bytes. A name that
 * looks as if it had such a hash gets one too, so that nothing else can take its place.
 *
 * @public
 */
export function safeFileName(name: string): string {
  if (PLAIN.test(name) && !LOOKS_HASHED.test(name) && !RESERVED.test(name)) {
    return name;
  }
  const readable = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '_')
    .replace(/^-+/, '_')
    .slice(0, MAXIMUM_READABLE_LENGTH);
  const hash = createHash('sha256')
    .update(name, 'utf8')
    .digest('hex')
    .slice(0, HASH_LENGTH);
  return `${readable || '_'}-${hash}`;
}
