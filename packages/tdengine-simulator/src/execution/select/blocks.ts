import { BLOCK_ROWS, type Piece, type ResultBlock } from '../results';

/** Rows on their way into a block; pieces of different groups never share one. */
export interface GroupedPiece extends Piece {
  group: number;
}

/**
 * Packs pieces into blocks of at most 4096 rows. A table is cut only where it does not fit a block of its own: like the
 * server, a block is rather sent short than filled up with the beginning of the next table.
 */
export function* packBlocks(
  pieces: Iterable<GroupedPiece>,
): Iterable<ResultBlock> {
  let block: ResultBlock = { rows: 0, pieces: [] };
  let group: number | undefined;
  for (const piece of pieces) {
    for (let from = piece.from; from < piece.to; from += BLOCK_ROWS) {
      const to = Math.min(piece.to, from + BLOCK_ROWS);
      const full = block.rows + (to - from) > BLOCK_ROWS;
      if (block.rows > 0 && (full || piece.group !== group)) {
        yield block;
        block = { rows: 0, pieces: [] };
      }
      group = piece.group;
      block.pieces.push({ vectors: piece.vectors, from, to });
      block.rows += to - from;
    }
  }
  if (block.rows > 0) {
    yield block;
  }
}

/** Cuts pieces to LIMIT and OFFSET. */
export function* limitPieces(
  pieces: Iterable<GroupedPiece>,
  offset: number,
  limit: number | undefined,
): Iterable<GroupedPiece> {
  let toSkip = offset;
  let left = limit ?? Infinity;
  for (const piece of pieces) {
    if (left <= 0) {
      return;
    }
    const skipped = Math.min(toSkip, piece.to - piece.from);
    toSkip -= skipped;
    const from = piece.from + skipped;
    const to = Math.min(piece.to, from + left);
    if (from < to) {
      left -= to - from;
      yield { ...piece, from, to };
    }
  }
}
