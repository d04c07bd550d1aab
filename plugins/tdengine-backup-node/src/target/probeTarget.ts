import { randomBytes } from 'node:crypto';
import { ForwardedError } from '@backstage/errors';
import { putObject } from './putObject';
import { StorageTarget } from './StorageTarget';

/**
 * Writes, reads, lists and deletes a small object, and says in words which of these a target does not allow.
 *
 * @public
 */
export async function probeTarget(
  target: StorageTarget,
  options: { signal: AbortSignal },
): Promise<void> {
  const content = randomBytes(64);
  const key = `probe-${content.toString('hex', 0, 8)}.txt`;
  await step(target, 'written to', async () => {
    await putObject(target, key, [content], options);
  });
  try {
    await step(target, 'read', async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of await target.read(key, options)) {
        chunks.push(chunk);
      }
      if (!Buffer.concat(chunks).equals(content)) {
        throw new Error('it gives back other bytes than were written');
      }
    });
    await step(target, 'listed', async () => {
      for await (const object of target.list(key, options)) {
        if (object.key === key) {
          return;
        }
      }
      throw new Error('it does not show an object that was just written');
    });
  } finally {
    await step(target, 'deleted from', () => target.delete(key, options));
  }
}

async function step(
  target: StorageTarget,
  verb: string,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new ForwardedError(
      `Target '${target.name}' (${target.location}) cannot be ${verb}`,
      error,
    );
  }
}
