/** Codes of well-known binary (OGC Simple Feature Access) for the shapes TDengine stores. */
const SHAPES: Record<string, number> = {
  POINT: 1,
  LINESTRING: 2,
  POLYGON: 3,
  MULTIPOINT: 4,
  MULTILINESTRING: 5,
  MULTIPOLYGON: 6,
};

const LITTLE_ENDIAN = 1;

type Coordinates = number[] | Coordinates[];

/** How deep the lists of coordinates of a shape nest. */
const DEPTHS = [0, 0, 1, 2, 1, 2, 3];

/**
 * Turns well-known text such as `POINT(1 2)` into little-endian well-known binary.
 *
 * @returns `undefined` where the text is no geometry
 */
export function wktToWkb(text: string): Buffer | undefined {
  const match = /^\s*([A-Za-z]+)\s*(\(.*\))\s*$/s.exec(text);
  const shape = match && SHAPES[match[1].toUpperCase()];
  if (!match || !shape) {
    return undefined;
  }
  const coordinates = parseCoordinates(match[2], DEPTHS[shape]);
  return coordinates && encodeShape(shape, coordinates);
}

function parseCoordinates(
  text: string,
  depth: number,
): Coordinates | undefined {
  let json = text
    .trim()
    .replace(
      /([-+.\deE]+)\s+([-+.\deE]+)/g,
      (_, x, y) => `[${Number(x)},${Number(y)}]`,
    )
    .replace(/\(/g, '[')
    .replace(/\)/g, ']');
  if (depth === 0) {
    json = json.slice(1, -1);
  }
  try {
    const parsed = JSON.parse(json) as Coordinates;
    return hasDepth(parsed, depth) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function hasDepth(coordinates: unknown, depth: number): boolean {
  if (!Array.isArray(coordinates)) {
    return false;
  }
  return depth === 0
    ? coordinates.length === 2 && coordinates.every(Number.isFinite)
    : coordinates.length > 0 &&
        coordinates.every(inner => hasDepth(inner, depth - 1));
}

function encodeShape(shape: number, coordinates: Coordinates): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(LITTLE_ENDIAN);
  header.writeUInt32LE(shape, 1);
  // The shapes called MULTI hold whole shapes of the single kind, each with a header of its own.
  const inner =
    shape > 3
      ? Buffer.concat([
          count(coordinates as Coordinates[]),
          ...(coordinates as Coordinates[]).map(part =>
            encodeShape(shape - 3, part),
          ),
        ])
      : encodePoints(coordinates, DEPTHS[shape]);
  return Buffer.concat([header, inner]);
}

function encodePoints(coordinates: Coordinates, depth: number): Buffer {
  if (depth === 0) {
    const point = Buffer.alloc(16);
    point.writeDoubleLE((coordinates as number[])[0]);
    point.writeDoubleLE((coordinates as number[])[1], 8);
    return point;
  }
  const list = coordinates as Coordinates[];
  return Buffer.concat([
    count(list),
    ...list.map(part => encodePoints(part, depth - 1)),
  ]);
}

function count(list: unknown[]): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(list.length);
  return bytes;
}

/** Turns well-known binary into text with six decimals, as TDengine prints tags of type GEOMETRY. */
export function wkbToWkt(wkb: Uint8Array): string {
  const bytes = Buffer.from(wkb);
  let at = 0;
  const uint = () => {
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const point = () => {
    at += 16;
    const x = bytes.readDoubleLE(at - 16).toFixed(6);
    return `${x} ${bytes.readDoubleLE(at - 8).toFixed(6)}`;
  };
  const list = (item: () => string): string => {
    const items = Array.from({ length: uint() }, item);
    return `(${items.join(', ')})`;
  };
  const body = (shape: number): string => {
    switch (shape) {
      case 1:
        return `(${point()})`;
      case 2:
        return list(point);
      case 3:
        return list(() => list(point));
      case 4:
        return list(() => nested().slice(1, -1));
      default:
        return list(nested);
    }
  };
  const header = () => {
    at += 1;
    return uint();
  };
  function nested(): string {
    return body(header());
  }
  const shape = header();
  const name = Object.keys(SHAPES).find(key => SHAPES[key] === shape);
  return `${name} ${body(shape)}`;
}
