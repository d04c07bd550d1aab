import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { MasterKey } from './MasterKey';
import { KEY_BYTES } from './messageSizes';
import { WrappedKey } from './WrappedKey';

/**
 * A pair of keys of age (https://age-encryption.org/v1): whoever has the recipient encrypts, only who has the identity
 * reads.
 *
 * @internal
 */
export class AgeKey implements MasterKey {
  readonly id: string;
  readonly retired: boolean;
  readonly reads: boolean;
  readonly isPublic = true;
  readonly #recipient: string;
  readonly #identity: string | undefined;

  private constructor(options: AgeKeyOptions) {
    this.id = options.id;
    this.retired = options.retired;
    this.#recipient = options.recipient;
    this.#identity = options.identity;
    this.reads = options.identity !== undefined;
  }

  /** Throws where the recipient is none, or not that of the identity. */
  static async create(options: AgeKeyOptions): Promise<AgeKey> {
    const { recipient, identity } = options;
    try {
      new Encrypter().addRecipient(recipient);
    } catch {
      throw new Error('recipient has to be one of age, such as age1…');
    }
    const own = identity && (await recipientOf(identity));
    if (own && own !== recipient) {
      throw new Error('identity is not that of the recipient');
    }
    return new AgeKey(options);
  }

  async wrap(dataKey: Buffer): Promise<WrappedKey> {
    const encrypter = new Encrypter();
    encrypter.addRecipient(this.#recipient);
    const wrapped = Buffer.from(await encrypter.encrypt(dataKey));
    return { keyId: this.id, type: 'age', wrapped: wrapped.toString('base64') };
  }

  async unwrap({ type, wrapped }: WrappedKey): Promise<Buffer | undefined> {
    if (type !== 'age' || this.#identity === undefined) {
      return undefined;
    }
    const decrypter = new Decrypter();
    decrypter.addIdentity(this.#identity);
    try {
      const dataKey = Buffer.from(
        await decrypter.decrypt(Buffer.from(wrapped, 'base64')),
      );
      return dataKey.byteLength === KEY_BYTES ? dataKey : undefined;
    } catch {
      return undefined;
    }
  }
}

/**
 * The public half of an age identity.
 *
 * @internal
 */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch {
    // Its own message could hold a part of it.
    throw new Error('identity has to be one of age, such as AGE-SECRET-KEY-1…');
  }
}

interface AgeKeyOptions {
  id: string;
  retired: boolean;
  recipient: string;
  identity?: string;
}
