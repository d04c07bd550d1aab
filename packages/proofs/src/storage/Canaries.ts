import { randomBytes } from 'node:crypto';

/** Secrets that are searched for where they may not be. */
export class Canaries {
  readonly #secrets = new Map<string, string>();

  static create(): Canaries {
    return new Canaries();
  }

  private constructor() {}

  /** A new secret. */
  plant(name: string): string {
    // With what an address and a shell would change.
    return this.add(name, `c4n/+y ${randomBytes(9).toString('hex')}`);
  }

  /** A new secret for where not every character may be. */
  plantWord(name: string): string {
    return this.add(name, `c4N-A_${randomBytes(9).toString('hex')}`);
  }

  add(name: string, secret: string): string {
    this.#secrets.set(name, secret);
    return secret;
  }

  /** The names of those that stand in it: as they are, in base64 at any place, hexadecimal, or escaped for an address or JSON. */
  findIn(content: string | Buffer): string[] {
    const bytes = Buffer.from(content as string);
    return [...this.#secrets]
      .filter(([, secret]) =>
        formsOf(secret).some(form => bytes.includes(form)),
      )
      .map(([name]) => name);
  }
}

function formsOf(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    hex,
    hex.toUpperCase(),
    // Without the characters at both ends, which depend on what stands beside it.
    ...[0, 1, 2].flatMap(offset => {
      const shifted = Buffer.concat([
        Buffer.alloc(offset),
        Buffer.from(secret),
      ]);
      const middle = shifted.toString('base64').slice(4, -4);
      return [middle, middle.replace(/\+/g, '-').replace(/\//g, '_')];
    }),
  ];
}
