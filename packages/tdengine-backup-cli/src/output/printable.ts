const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text for a terminal. Names come from backups and servers; they must neither move the cursor nor turn the direction of a line.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\uFFFD');
}

/** The same for a name or a message within other text: of one line, so that what follows a line feed in it cannot pass for text of ours. */
export function oneLine(text: string): string {
  return printable(text.replace(/\r?\n/g, ' '));
}

/** JSON for a terminal: the characters that {@link printable} replaces are escaped, and what is read out of it is the same. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    UNPRINTABLE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
