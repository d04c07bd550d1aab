const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** OGC 06-103r4, §8.2: well-known binary of the seven types in two dimensions. */
const NAMES: readonly string[] = [
  '',
  'POINT',
  'LINESTRING',
  'POLYGON',
  'MULTIPOINT',
  'MULTILINESTRING',
  'MULTIPOLYGON',
  'GEOMETRYCOLLECTION',
];

class Unsupported extends Error {}

class WkbReader {
  readonly #view: DataView;
  #position = 0;

  constructor(wkb: Uint8Array) {
    this.#view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  }

  atEnd(): boolean {
    return this.#position === this.#view.byteLength;
  }

  tagged(): string {
    const type = this.#header();
    return `${NAMES[type]}${this.#body(type)}`;
  }

  #header(): number {
    const order = this.#view.getUint8(this.#position);
    const type = this.#view.getUint32(this.#position + 1, true);
    if (order !== 1 || type < 1 || type > 7) {
      throw new Unsupported();
    }
    this.#position += 5;
    return type;
  }

  #body(type: number): string {
    switch (type) {
      case 1:
        return `(${this.#coordinates()})`;
      case 2:
        return this.#list(() => this.#coordinates());
      case 3:
        return this.#list(() => this.#list(() => this.#coordinates()));
      case 4:
        return this.#list(() => {
          this.#expect(1);
          return this.#coordinates();
        });
      case 7:
        return this.#list(() => this.tagged());
      default:
        return this.#list(() => {
          this.#expect(type - 3);
          return this.#body(type - 3);
        });
    }
  }

  #expect(type: number): void {
    if (this.#header() !== type) {
      throw new Unsupported();
    }
  }

  #list(item: () => string): string {
    const count = this.#view.getUint32(this.#position, true);
    this.#position += 4;
    // An item takes 4 bytes at least; a made-up count must not cost memory.
    if (count === 0 || count > this.#view.byteLength / 4) {
      throw new Unsupported();
    }
    return `(${Array.from({ length: count }, item).join(',')})`;
  }

  #coordinates(): string {
    return `${this.#number()} ${this.#number()}`;
  }

  #number(): string {
    const value = this.#view.getFloat64(this.#position, true);
    this.#position += 8;
    if (
      !Number.isFinite(value) ||
      Object.is(value, -0) ||
      (value !== 0 && Math.abs(value) < SMALLEST_NORMAL)
    ) {
      throw new Unsupported();
    }
    return String(value);
  }
}

/**
 * Writes well-known binary as well-known text, in which TDengine takes geometries in SQL.
 *
 * @returns `undefined` for what text does not bring back byte for byte: more than two dimensions, empty geometries,
 * big-endian parts, coordinates that are not plain numbers
 * @internal
 */
export function geometryText(wkb: Uint8Array): string | undefined {
  const reader = new WkbReader(wkb);
  try {
    const text = reader.tagged();
    return reader.atEnd() ? text : undefined;
  } catch (error) {
    if (error instanceof Unsupported || error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}
