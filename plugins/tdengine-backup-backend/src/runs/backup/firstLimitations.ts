const MOST_LINES = 1_000;
const MOST_CHARACTERS = 64 * 1024;

/** As many as go with every answer about a backup, and how many more its manifest has. */
export function firstLimitations(limitations: readonly string[]): string[] {
  let characters = 0;
  const end = limitations.findIndex((line, index) => {
    characters += line.length;
    return index >= MOST_LINES || characters > MOST_CHARACTERS;
  });
  return end < 0
    ? [...limitations]
    : [
        ...limitations.slice(0, end),
        `${limitations.length - end} more are in the manifest`,
      ];
}
