import { LIST_OFFSET, SHAPES } from './geometryShapes';
import { NoGeometry, WktReader } from './WktReader';

const LITTLE_ENDIAN = 1;

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
  try {
    const reader = new WktReader(match[2]);
    const wkb = encodeShape(shape, reader);
    return reader.atEnd() ? wkb : undefined;
  } catch (error) {
    if (error instanceof NoGeometry) {
      return undefined;
    }
    throw error;
  }
}

function encodeShape(shape: number, reader: WktReader): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(LITTLE_ENDIAN);
  header.writeUInt32LE(shape, 1);
  return Buffer.concat([header, encodeBody(shape, reader)]);
}

function encodeBody(shape: number, reader: WktReader): Buffer {
  const point = () => encodePoint(reader);
  switch (shape) {
    case SHAPES.POINT: {
      reader.expect('(');
      const bytes = point();
      reader.expect(')');
      return bytes;
    }
    case SHAPES.LINESTRING:
      return reader.list(point);
    case SHAPES.POLYGON:
      return reader.list(() => reader.list(point));
    case SHAPES.MULTIPOINT:
      return reader.list(() => encodeListedPoint(reader));
    default:
      return reader.list(() => encodeShape(shape - LIST_OFFSET, reader));
  }
}

function encodePoint(reader: WktReader): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeDoubleLE(reader.number());
  bytes.writeDoubleLE(reader.number(), 8);
  return bytes;
}

/** A point of a list may stand in parentheses of its own or not. */
function encodeListedPoint(reader: WktReader): Buffer {
  if (reader.isNext('(')) {
    return encodeShape(SHAPES.POINT, reader);
  }
  const header = Buffer.alloc(5);
  header.writeUInt8(LITTLE_ENDIAN);
  header.writeUInt32LE(SHAPES.POINT, 1);
  return Buffer.concat([header, encodePoint(reader)]);
}
