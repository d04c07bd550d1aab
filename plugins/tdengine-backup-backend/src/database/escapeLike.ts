/**
 * Text as a pattern for `LIKE … ESCAPE '\'` that finds it anywhere, taken literally.
 */
export function escapeLike(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
