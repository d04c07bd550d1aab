import { randomBytes } from 'node:crypto';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';

/**
 * Finds a server that takes `If-None-Match` and does not heed it, with which one backup could overwrite another's.
 *
 * @internal
 */
export async function probeConditionalWrites(
  target: StorageTarget,
  options: { signal: AbortSignal },
): Promise<void> {
  const key = `probe-${randomBytes(8).toString('hex')}-once.txt`;
  // Both are on their way before either is there: asking beforehand would find the first.
  const uploads = [
    await target.upload(key, { ...options, ifAbsent: true }),
    await target.upload(key, { ...options, ifAbsent: true }),
  ];
  try {
    await uploads[0].complete();
    const refused = await uploads[1].complete().then(
      () => false,
      error => {
        if (error.name === 'ConflictError') {
          return true;
        }
        throw error;
      },
    );
    if (!refused) {
      throw new Error(
        `Target '${target.name}' (${target.location}) overwrites an object where 'If-None-Match' forbids it; set 'conditionalWrites: false'`,
      );
    }
  } finally {
    await Promise.all(uploads.map(upload => upload.abort()));
    await target.delete(key, options);
  }
}
