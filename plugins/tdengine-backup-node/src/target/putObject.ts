import { ObjectStat, StorageTarget } from './StorageTarget';

/**
 * Writes a whole object: it is there with all of the content, or, whatever fails, not at all. Throws what the target or the
 * content threw, and an error where the target keeps another number of bytes than were written.
 *
 * @public
 */
export async function putObject(
  target: StorageTarget,
  key: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
): Promise<ObjectStat> {
  const { signal } = options;
  const upload = await target.upload(key, options);
  try {
    let size = 0;
    for await (const chunk of content) {
      signal.throwIfAborted();
      size += chunk.byteLength;
      await upload.write(chunk);
    }
    const stored = await upload.complete();
    if (stored.size !== size) {
      throw new Error(
        `Target '${target.name}' stored ${stored.size} of ${size} bytes of '${key}'`,
      );
    }
    return stored;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}
