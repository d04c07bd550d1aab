import { randomBytes, scrypt } from 'node:crypto';
import { MasterKey } from './MasterKey';
import { KEY_BYTES } from './messageSizes';
import { unwrapWith, wrapWith } from './SecretKey';
import { WrappedKey } from './WrappedKey';

type ScryptSettings = NonNullable<WrappedKey['scrypt']>;

/** About half a second and 128 MiB. */
const LOG_N = 17;
const BLOCK_SIZE = 8;
/** What a header asks for is not trusted: beyond this it would only take memory. */
const HIGHEST_LOG_N = 18;
const SALT_BYTES = 16;
/** A portal writes all its sets with one salt a process, so that reading many does not take a second each. */
const DERIVED_KEPT = 64;

/**
 * A passphrase, from which a key is made by scrypt.
 *
 * @internal
 */
export class PassphraseKey implements MasterKey {
  readonly id: string;
  readonly retired: boolean;
  readonly reads = true;
  readonly isPublic = false;
  readonly #passphrase: string;
  readonly #derived = new Map<string, Promise<Buffer>>();
  readonly #own: ScryptSettings = {
    salt: randomBytes(SALT_BYTES).toString('base64'),
    logN: LOG_N,
    r: BLOCK_SIZE,
    p: 1,
  };

  private constructor(id: string, retired: boolean, passphrase: string) {
    this.id = id;
    this.retired = retired;
    // However it was typed, it is the same text.
    this.#passphrase = passphrase.normalize('NFC');
  }

  static create(options: {
    id: string;
    retired: boolean;
    passphrase: string;
  }): PassphraseKey {
    return new PassphraseKey(options.id, options.retired, options.passphrase);
  }

  async wrap(dataKey: Buffer, backupId: string): Promise<WrappedKey> {
    const key = await this.#derive(this.#own);
    const wrapped = await wrapWith(key, dataKey, backupId, this.id);
    return { keyId: this.id, type: 'passphrase', wrapped, scrypt: this.#own };
  }

  async unwrap(
    { type, wrapped, scrypt: settings }: WrappedKey,
    backupId: string,
  ): Promise<Buffer | undefined> {
    if (type !== 'passphrase' || !settings || !isBearable(settings)) {
      return undefined;
    }
    const key = await this.#derive(settings);
    return unwrapWith(key, wrapped, backupId, this.id);
  }

  #derive(settings: ScryptSettings): Promise<Buffer> {
    const name = `${settings.logN} ${settings.salt}`;
    let derived = this.#derived.get(name);
    if (!derived) {
      derived = oneAtATime(() => deriveKey(this.#passphrase, settings));
      this.#derived.set(name, derived);
      derived.catch(() => this.#derived.delete(name));
      if (this.#derived.size > DERIVED_KEPT) {
        const [oldest] = this.#derived.keys();
        this.#derived.delete(oldest);
      }
    }
    return derived;
  }
}

let lastDerivation: Promise<unknown> = Promise.resolve();

/** Each takes hundreds of megabytes; those who wait for the others take none. */
function oneAtATime<T>(action: () => Promise<T>): Promise<T> {
  const result = lastDerivation.then(action);
  lastDerivation = result.catch(() => {});
  return result;
}

function isBearable({ logN, r, p }: ScryptSettings): boolean {
  return (
    Number.isInteger(logN) &&
    logN >= 1 &&
    logN <= HIGHEST_LOG_N &&
    r === BLOCK_SIZE &&
    p === 1
  );
}

function deriveKey(
  passphrase: string,
  { salt, logN, r, p }: ScryptSettings,
): Promise<Buffer> {
  const cost = 2 ** logN;
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase,
      Buffer.from(salt, 'base64'),
      KEY_BYTES,
      { cost, blockSize: r, parallelization: p, maxmem: 256 * cost * r },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}
