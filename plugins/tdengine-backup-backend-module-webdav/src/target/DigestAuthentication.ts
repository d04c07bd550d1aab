import { createHash, randomBytes } from 'node:crypto';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-256': 'sha256',
};

/**
 * HTTP Digest Access Authentication, RFC 7616, with `qop=auth`: the password is never sent.
 *
 * @internal
 */
export class DigestAuthentication {
  readonly #user: string;
  readonly #password: string;
  #challenge: Map<string, string> | undefined;
  #count = 0;

  private constructor(user: string, password: string) {
    this.#user = user;
    this.#password = password;
  }

  static create(user: string, password: string): DigestAuthentication {
    return new DigestAuthentication(user, password);
  }

  /** Takes a challenge of the server; false where it is none that can be answered. */
  challenge(header: string | string[] | undefined): boolean {
    const challenges = [header ?? []]
      .flat()
      .filter(text => /^Digest /i.test(text))
      .map(parse)
      .filter(each => algorithmOf(each) !== undefined && each.has('nonce'));
    // The stronger one first.
    challenges.sort((left, right) =>
      algorithmOf(right)!.localeCompare(algorithmOf(left)!),
    );
    this.#challenge = challenges[0];
    this.#count = 0;
    return this.#challenge !== undefined;
  }

  /** What to show for a request; undefined before the first challenge. */
  authorize(method: string, uri: string): string | undefined {
    const challenge = this.#challenge;
    if (!challenge) {
      return undefined;
    }
    const algorithm = ALGORITHMS[algorithmOf(challenge)!];
    const hash = (text: string) =>
      createHash(algorithm).update(text).digest('hex');
    const realm = challenge.get('realm') ?? '';
    const nonce = challenge.get('nonce')!;
    const secret = hash(`${this.#user}:${realm}:${this.#password}`);
    const request = hash(`${method}:${uri}`);
    const fields = new Map([
      ['username', quote(this.#user)],
      ['realm', quote(realm)],
      ['nonce', quote(nonce)],
      ['uri', quote(uri)],
      ['algorithm', algorithmOf(challenge)!],
    ]);
    if (challenge.has('qop')) {
      const count = (++this.#count).toString(16).padStart(8, '0');
      const client = randomBytes(12).toString('hex');
      fields.set('qop', 'auth');
      fields.set('nc', count);
      fields.set('cnonce', quote(client));
      fields.set(
        'response',
        quote(hash(`${secret}:${nonce}:${count}:${client}:auth:${request}`)),
      );
    } else {
      fields.set('response', quote(hash(`${secret}:${nonce}:${request}`)));
    }
    if (challenge.has('opaque')) {
      fields.set('opaque', quote(challenge.get('opaque')!));
    }
    return `Digest ${[...fields]
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')}`;
  }
}

function algorithmOf(challenge: Map<string, string>): string | undefined {
  const algorithm = (challenge.get('algorithm') ?? 'MD5').toUpperCase();
  return algorithm in ALGORITHMS ? algorithm : undefined;
}

function parse(header: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name, quoted, plain] of header.matchAll(
    /([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi,
  )) {
    fields.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  return fields;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
