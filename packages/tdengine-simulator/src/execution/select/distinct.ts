import type { Cell } from '../../types/Cell';
import type { Compiled, RowContext } from '../expressions/Compiled';

/** The first row of every combination of values. */
export function distinctRows(
  contexts: Iterable<RowContext>,
  items: Compiled[],
): RowContext[] {
  const seen = new Set<string>();
  const kept: RowContext[] = [];
  for (const context of contexts) {
    const id = identityOf(items.map(item => item.evaluate(context)));
    if (!seen.has(id)) {
      seen.add(id);
      kept.push(context);
    }
  }
  return kept;
}

/** A text that is the same for the same values only. */
export function identityOf(cells: Cell[]): string {
  return JSON.stringify(cells.map(identity));
}

function identity(cell: Cell): unknown {
  if (cell instanceof Uint8Array) {
    return { bytes: Buffer.from(cell).toString('hex') };
  }
  return typeof cell === 'bigint' ? { integer: String(cell) } : cell ?? null;
}
