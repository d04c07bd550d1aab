import { quoteString } from 'tdengine-client';

/**
 * A comment as a literal of SQL.
 *
 * @remarks
 *
 * TDengine keeps a comment with the escapes that were typed, without reading them. So it has to go back unchanged, in
 * the kind of quotes in which it is one literal.
 *
 * @throws TypeError for what is no text, which could end the literal
 * @internal
 */
export function commentLiteral(stored: string): string {
  if (typeof stored !== 'string') {
    throw new TypeError('The comment is no text');
  }
  const quote = ["'", '"'].find(candidate => isWhole(stored, candidate));
  return quote === undefined
    ? quoteString(stored)
    : `${quote}${stored}${quote}`;
}

/** Whether no quote in the text, neither escaped nor doubled, would end the literal early. */
function isWhole(stored: string, quote: string): boolean {
  for (let index = 0; index < stored.length; index++) {
    const character = stored[index];
    if (character === '\\' || character === quote) {
      const next = stored[index + 1];
      if (next === undefined || (character === quote && next !== quote)) {
        return false;
      }
      index++;
    }
  }
  return true;
}
