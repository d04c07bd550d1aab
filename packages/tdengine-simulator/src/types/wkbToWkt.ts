import { FIRST_LIST, SHAPES } from './geometryShapes';

class WkbReader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  /** A shape with its header; the name of the kind is left out of lists of shapes. */
  shape(withName: boolean): string {
    this.position += 1;
    const code = this.uint();
    const name = Object.keys(SHAPES).find(key => SHAPES[key] === code);
    return withName ? `${name} ${this.body(code)}` : this.body(code);
  }

  private body(code: number): string {
    if (code >= FIRST_LIST) {
      return this.list(() => this.shape(false));
    }
    switch (code) {
      case SHAPES.POINT:
        return `(${this.point()})`;
      case SHAPES.LINESTRING:
        return this.list(() => this.point());
      default:
        return this.list(() => this.list(() => this.point()));
    }
  }

  private list(item: () => string): string {
    return `(${Array.from({ length: this.uint() }, item).join(', ')})`;
  }

  private point(): string {
    return `${this.coordinate()} ${this.coordinate()}`;
  }

  private coordinate(): string {
    this.position += 8;
    return this.bytes.readDoubleLE(this.position - 8).toFixed(6);
  }

  private uint(): number {
    this.position += 4;
    return this.bytes.readUInt32LE(this.position - 4);
  }
}

/** Turns well-known binary into text with six decimals, as TDengine prints tags of type GEOMETRY. */
export function wkbToWkt(wkb: Uint8Array): string {
  return new WkbReader(Buffer.from(wkb)).shape(true);
}
