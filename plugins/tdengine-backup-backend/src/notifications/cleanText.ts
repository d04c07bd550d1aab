/**
 * Controls, line ends among them, and the marks that turn the direction of what follows: the name of a database must not
 * add a header to a mail or make a text read as another one.
 */
export const CONTROLS =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** Halves of characters, which no encoding has. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** One line of text from elsewhere, without what nobody sees, and not longer than so many characters. */
export function cleanText(text: string, maximumLength: number): string {
  const line = text
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(CONTROLS, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (line.length <= maximumLength) {
    return line;
  }
  // Not in the middle of a character that takes two units.
  return `${line
    .slice(0, maximumLength - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}
