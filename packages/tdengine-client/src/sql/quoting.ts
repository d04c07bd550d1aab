/**
 * Puts the name of a database, table or column into backticks, a backtick inside doubled. Case is kept only this way.
 *
 * @public
 */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * Puts text into single quotes for use as a value in SQL, with TDengine's escapes.
 *
 * @public
 */
export function quoteString(text: string): string {
  return `'${text.replace(/['"\\\n\r\t]/g, character => ESCAPES[character])}'`;
}
