/**
 * Bytes of the notation `\x0102`.
 *
 * @returns `undefined` where the text is not in that notation
 */
export function hexBytes(text: string): Buffer | undefined {
  const match = /^\\x((?:[0-9a-fA-F]{2})*)$/.exec(text);
  return match ? Buffer.from(match[1], 'hex') : undefined;
}
