/** Values of one column as a client binds them. */
export interface BoundColumn {
  type: number;
  rows: number;
  /** A byte a row, 1 for NULL. */
  nulls: Buffer;
  /** Values of a fixed type side by side, those of NULL too; `undefined` where every value has a length of its own. */
  values?: Buffer;
  /** Bytes of a value; those of fixed types are little-endian. */
  bytes(row: number): Buffer;
}

export interface BoundTable {
  name: string | undefined;
  columns: BoundColumn[];
}

/**
 * Reads the payload of a bind (`driver/wrapper/stmt2binary.go` of taosAdapter): counts and offsets in 28 bytes, names of
 * tables, then for every table its columns.
 *
 * @throws RangeError where the payload is cut off
 */
export function readBindPayload(payload: Buffer): BoundTable[] {
  const tableCount = payload.readUInt32LE(4);
  const columnCount = payload.readUInt32LE(12);
  const namesOffset = payload.readUInt32LE(16);
  const columnsOffset = payload.readUInt32LE(24);
  const names =
    namesOffset === 0 ? [] : readNames(payload, namesOffset, tableCount);
  let at = columnsOffset + 4 * tableCount;
  return Array.from({ length: tableCount }, (_, index) => {
    const columns: BoundColumn[] = [];
    for (let column = 0; column < columnCount; column++) {
      const length = payload.readUInt32LE(at);
      columns.push(readColumn(payload.subarray(at, at + length)));
      at += length;
    }
    return { name: names[index], columns };
  });
}

function readNames(payload: Buffer, offset: number, count: number): string[] {
  let at = offset + 2 * count;
  return Array.from({ length: count }, (_, index) => {
    const length = payload.readUInt16LE(offset + 2 * index);
    const name = payload.toString('utf8', at, at + length - 1);
    at += length;
    return unquote(name);
  });
}

/** A name that begins with a quote is taken out of its quotes. */
function unquote(name: string): string {
  const quote = name[0];
  return quote === '`' || quote === "'" || quote === '"'
    ? name.slice(1, -1).replaceAll(quote + quote, quote)
    : name;
}

function readColumn(bytes: Buffer): BoundColumn {
  const type = bytes.readInt32LE(4);
  const rows = bytes.readInt32LE(8);
  const nullsAt = 12;
  const hasLengths = bytes.readUInt8(nullsAt + rows) !== 0;
  const lengthsAt = nullsAt + rows + 1;
  const bufferLengthAt = lengthsAt + (hasLengths ? 4 * rows : 0);
  const valuesAt = bufferLengthAt + 4;
  const valuesLength = bytes.readInt32LE(bufferLengthAt);
  const values = bytes.subarray(valuesAt, valuesAt + valuesLength);
  const column = {
    type,
    rows,
    nulls: bytes.subarray(nullsAt, nullsAt + rows),
  };
  if (!hasLengths) {
    const size = rows === 0 ? 0 : valuesLength / rows;
    return {
      ...column,
      values,
      bytes: row => values.subarray(row * size, (row + 1) * size),
    };
  }
  const ends = variableEnds(bytes, lengthsAt, rows);
  return {
    ...column,
    bytes: row => values.subarray(row === 0 ? 0 : ends[row - 1], ends[row]),
  };
}

function variableEnds(bytes: Buffer, lengthsAt: number, rows: number) {
  const ends = new Uint32Array(rows);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    end += bytes.readInt32LE(lengthsAt + 4 * row);
    ends[row] = end;
  }
  return ends;
}
