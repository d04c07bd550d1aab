import { recipientOf } from './AgeKey';
import { createMasterKey } from './createMasterKey';
import { EncryptionKeyError } from './EncryptionKeyError';
import { MasterKey } from './MasterKey';
import { quoteKeys } from './quoteKeys';
import { WrappedKey } from './WrappedKey';

/**
 * The data key, by a key that is known by itself and not by its id: each around the data key is tried as what it is.
 *
 * @throws EncryptionKeyError naming the keys
 * @internal
 */
export async function unwrapWithMaterial(
  material: string,
  wrappedKeys: readonly WrappedKey[],
  backupId: string,
  what: string,
): Promise<{ dataKey: Buffer; keyId: string }> {
  for (const wrapped of wrappedKeys) {
    const key = await keyOfMaterial(material, wrapped);
    const dataKey = await key?.unwrap(wrapped, backupId);
    if (dataKey) {
      return { dataKey, keyId: wrapped.keyId };
    }
  }
  throw new EncryptionKeyError(
    'wrong',
    `${what} is encrypted with key ${quoteKeys(wrappedKeys)} (${[
      ...new Set(wrappedKeys.map(({ type }) => type)),
    ].join(' or ')}), which is not the one that was given`,
  );
}

/** Undefined where it cannot be a key of that type. */
async function keyOfMaterial(
  material: string,
  { keyId: id, type }: WrappedKey,
): Promise<MasterKey | undefined> {
  try {
    switch (type) {
      case 'secret':
        return await createMasterKey({ id, secret: material });
      case 'passphrase':
        return await createMasterKey({ id, passphrase: material });
      default:
        return await createMasterKey({
          id,
          recipient: await recipientOf(material),
          identity: material,
        });
    }
  } catch {
    return undefined;
  }
}
