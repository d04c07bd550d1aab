import { Request } from 'express';

/** Half open: `start` is in it, `end` is not. */
export interface ResolvedRange {
  start: number;
  end: number;
}

/**
 * The part of a representation that a request asks for: `undefined` for all of it, `unsatisfiable` where it begins
 * behind the end. More than one range is answered with all of it, as RFC 9110 allows.
 */
export function resolveRange(
  req: Request,
  options: { size: number; etag?: string },
): ResolvedRange | 'unsatisfiable' | undefined {
  const { size, etag } = options;
  if (!req.headers.range || !isUnchanged(req.get('if-range'), etag)) {
    return undefined;
  }
  const ranges = req.range(size);
  if (ranges === -1) {
    return 'unsatisfiable';
  }
  if (
    ranges === undefined ||
    ranges === -2 ||
    ranges.type !== 'bytes' ||
    ranges.length !== 1
  ) {
    return undefined;
  }
  const [{ start, end }] = ranges;
  return { start, end: end + 1 };
}

/** A part is only good for a caller whose other part is of the same bytes. */
function isUnchanged(ifRange: string | undefined, etag: string | undefined) {
  return ifRange === undefined || ifRange === etag;
}
