const TOKEN = /\s*([(),]|[-+.\deE]+)/y;

/** Thrown, and caught, where text is no geometry. */
export class NoGeometry extends Error {}

/** Parentheses, commas and numbers of well-known text. */
export class WktReader {
  private readonly tokens: string[] = [];
  private position = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
      this.tokens.push(found[1]);
    }
    if (this.tokens.join('') !== text.replace(/\s+/g, '')) {
      throw new NoGeometry();
    }
  }

  isNext(token: string): boolean {
    return this.tokens[this.position] === token;
  }

  expect(token: string): void {
    if (!this.isNext(token)) {
      throw new NoGeometry();
    }
    this.position++;
  }

  number(): number {
    const value = Number(this.tokens[this.position++]);
    if (!Number.isFinite(value)) {
      throw new NoGeometry();
    }
    return value;
  }

  list(item: () => Buffer): Buffer {
    this.expect('(');
    const items = [item()];
    while (this.isNext(',')) {
      this.expect(',');
      items.push(item());
    }
    this.expect(')');
    const count = Buffer.alloc(4);
    count.writeUInt32LE(items.length);
    return Buffer.concat([count, ...items]);
  }

  atEnd(): boolean {
    return this.position === this.tokens.length;
  }
}
